import { expect, test } from 'vitest';
import { keptRun, restoredRun } from '../../../src/lab/storage/run-record.ts';
import { finishedRuns } from '../../harness/lab/finished-run.ts';

test('a run of a database without kinds of networks is restored as a transformer', () => {
  const [run] = finishedRuns('widths', 'quick', () => 1.25);
  const kept = keptRun(run);
  const { kind: _, ...shape } = kept.plan.shape;
  const older = { ...kept, plan: { ...kept.plan, shape } };
  expect(restoredRun(older, undefined, undefined).plan).toEqual(run.plan);
});
