import { expect, test } from 'vitest';
import { savedRun, restoredRun } from '../../../src/lab/storage/run-record.ts';
import { finishedRuns } from '../../harness/lab/finished-run.ts';

test('a run saved without the kind of its network is restored as a transformer', () => {
  const [run] = finishedRuns('widths', 'quick', () => 1.25);
  const saved = savedRun(run);
  if (saved.plan.shape.kind === 'lstm') throw new Error('widths train transformers');
  const { kind: _, ...shape } = saved.plan.shape;
  const older = { ...saved, plan: { ...saved.plan, shape } };
  expect(restoredRun(older, undefined, undefined).plan).toEqual(run.plan);
});

test('an LSTM is restored as it was saved', () => {
  const lstm = finishedRuns('memory', 'quick', () => 1.25).find(({ plan }) => plan.shape.kind === 'lstm');
  if (lstm === undefined) throw new Error('memory trains LSTMs');
  const restored = restoredRun(structuredClone(savedRun(lstm)), undefined, undefined);
  expect(restored.plan).toEqual(lstm.plan);
  expect(restored.settings.network).toBe('lstm');
});

test('a run that earlier pages saved has no recorded machine, and was trained here from its seeds', () => {
  const [run] = finishedRuns('widths', 'quick', () => 1.25);
  const { origin: _, imported: __, beganFrom: ___, note: ____, ...older } = savedRun(run);
  expect(restoredRun(older, undefined, undefined)).toMatchObject({
    origin: null,
    imported: null,
    beganFrom: '',
    note: '',
  });
});
