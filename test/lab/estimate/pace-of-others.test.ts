import { expect, test } from 'vitest';
import { paceOf } from '../../../src/lab/estimate/pace.ts';
import { presetRuns } from '../../../src/lab/experiments/presets.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { queuedRun, type Run } from '../../../src/lab/runs/run.ts';
import type { RunOrigin } from '../../../src/lab/runs/run-origin.ts';
import { SOFTWARE } from '../../harness/lab/scripted-trainer.ts';

const GPU = { ...SOFTWARE, name: 'acme one', software: false };
const planned = planRuns(presetRuns('widths', 'quick'), 's', 'https://somewhere.example/').map(queuedRun);

function trainedBy(adapter: string | null, imported: Run['imported'] = null): Run[] {
  const rest = { software: false, browser: '', system: '', date: null, version: '' };
  const origin: RunOrigin | null = adapter === null ? null : { adapter, ...rest };
  return planned.map((run) => ({
    ...run,
    state: 'finished',
    step: 1000,
    trainingSeconds: 100,
    origin,
    imported,
  }));
}

test.each([
  ['acme two', null],
  ['acme one, then acme two', null],
  [null, { file: 'theirs.csv', whole: true }],
  ['acme one', { file: 'theirs.csv', whole: true }],
] as const)('runs of %s, imported: %j, tell nothing about this machine', (adapter, imported) => {
  expect(paceOf(GPU, trainedBy(adapter, imported))).toEqual(paceOf(GPU, []));
  expect(paceOf(GPU, trainedBy(adapter, imported)).measured).toBe(false);
});

test.each(['acme one', 'acme two, then acme one', null])(
  'runs of this browser by %s are measured here',
  (adapter) => {
    expect(paceOf(GPU, trainedBy(adapter)).measured).toBe(true);
  },
);

test('runs of others do not hide the runs of this machine', () => {
  const [own, ...others] = trainedBy('acme one');
  const foreign = trainedBy('acme two')
    .slice(1)
    .map((run) => ({ ...run, trainingSeconds: 9999 }));
  expect(others).toHaveLength(foreign.length);
  if (own === undefined) throw new Error('no run');
  expect(paceOf(GPU, [own, ...foreign])).toEqual(paceOf(GPU, [own]));
});
