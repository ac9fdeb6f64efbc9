import { expect, test } from 'vitest';
import { conclude } from '../../../src/lab/conclusions/conclude.ts';
import type { ExperimentState } from '../../../src/lab/state/state.ts';
import { verdictWords } from '../../../src/page/law/verdict-words.ts';
import { syntheticExperiment, untrained } from '../../harness/page/synthetic-experiment.ts';

/** The ended sweep with a prediction of its last run, which is its loss, or half of it. */
function predicted(share: number): ExperimentState {
  const state = syntheticExperiment('widths');
  const runs = state.runs.map((run, i) => {
    if (i < state.runs.length - 1) return run;
    const loss = share * (run.evaluations.at(-1)?.losses[0] ?? NaN);
    return { ...run, prediction: { loss, low: loss - 0.05, high: loss + 0.05, points: 4 } };
  });
  return { ...state, conclude, runs };
}

test('the stage says how many predictions held, and the verdict', () => {
  expect(verdictWords(predicted(1))).toMatch(/^1 of 1 prediction held\. \w.*\.$/);
  expect(verdictWords(predicted(0.5))).toMatch(/^0 of 1 prediction held\. /);
});

test('a verdict without predictions stands alone, and before the end there is none', () => {
  const ended = { ...syntheticExperiment('schedules'), conclude };
  expect(verdictWords(ended)).toBe('Reproduced.');
  expect(verdictWords(untrained(ended))).toBe('');
});

test('a sweep that a person stopped has no verdict', () => {
  const ended = syntheticExperiment('widths');
  const runs = ended.runs.map((run, i) => (i < 3 ? run : { ...run, state: 'stopped' as const }));
  expect(verdictWords({ ...ended, conclude, runs })).toBe('');
});
