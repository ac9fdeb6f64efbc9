import { expect, test } from 'vitest';
import { hasModel } from '../../../src/lab/state/has-model.ts';
import { shownSize } from '../../../src/lab/state/shown-size.ts';
import { ownDraft } from '../../../src/lab/experiments/selection.ts';
import { initialState, type ExperimentState } from '../../../src/lab/state/state.ts';
import type { Run } from '../../../src/lab/runs/run.ts';
import { experimentSummary } from '../../harness/lab/experiment-summary.ts';
import { measuredRuns } from '../../harness/lab/measured-runs.ts';

const [run] = measuredRuns('widths', 'quick');
if (run === undefined) throw new Error('no run');
const first = initialState('https://somewhere.example/');

/** A page that shows experiment 3, whose models on disk these are. */
function stateWith(models: readonly string[], change: Partial<ExperimentState> = {}): ExperimentState {
  const saved = experimentSummary({ number: 3, models });
  return {
    ...first,
    phase: 'ended',
    number: 3,
    history: { ...first.history, experiments: [saved] },
    ...change,
  };
}

const { id } = run.plan;

test.each<[string, ExperimentState, Partial<Run>, boolean]>([
  ['weights on disk', stateWith([id]), {}, true],
  ['no weights on disk', stateWith([]), {}, false],
  ['weights of another run on disk', stateWith(['other']), {}, false],
  ['weights that are not listed yet', stateWith([], { phase: 'running' }), {}, true],
  ['no disk', stateWith([], { number: null }), {}, true],
  ['an import', stateWith([id]), { imported: { file: 'a.csv', whole: true } }, false],
  [
    'an import and no disk',
    stateWith([], { number: null }),
    { imported: { file: 'a.csv', whole: true } },
    false,
  ],
  ['a failure', stateWith([id]), { state: 'failed' }, false],
  ['no step', stateWith([id]), { state: 'stopped', step: 0 }, false],
  ['a stop', stateWith([id]), { state: 'stopped', step: 4 }, true],
  ['training', stateWith([id]), { state: 'training' }, false],
])('a run with %s offers its model only if there is one', (_, state, change, offers) => {
  expect(hasModel(state, { ...run, ...change })).toBe(offers);
});

test('the size of the shown experiment is not the size in the form', () => {
  const begun = { experiment: 'widths', size: 'quick', draft: ownDraft('widths', 'quick') } as const;
  expect(first.size).toBe('full');
  expect(shownSize({ ...first, begun })).toBe('quick');
  expect(shownSize(first)).toBe('full');
});
