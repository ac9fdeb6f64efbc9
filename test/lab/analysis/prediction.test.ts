import { expect, test } from 'vitest';
import { NO_ANALYSIS } from '../../../src/laws/analysis/request.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { outcomes, predict, score, verdict } from '../../../src/lab/analysis/prediction.ts';
import { QUICK_SWEEP } from '../../../src/lab/plan/recipe.ts';
import { finalPositionLosses, queuedRun, reachedLosses, type Run } from '../../../src/lab/runs/run.ts';
import { sweepRuns } from '../../../src/lab/plan/sweep-runs.ts';

const [planned] = planRuns(sweepRuns({ ...QUICK_SWEEP, lanes: 3 }), 's', 'https://a.example/');

/** A finished run of three lanes with a predicted interval of 1.9 to 2.1. */
function finished(...losses: number[]): Run {
  if (planned === undefined) throw new Error('no run');
  return {
    ...queuedRun(planned),
    state: 'finished',
    prediction: { loss: 2, low: 1.9, high: 2.1, points: 3 },
    evaluations: [
      { step: 500, losses: Float32Array.of(3, 3, 3) },
      { step: 1000, losses: Float32Array.from(losses) },
    ],
  };
}

test('each lane is judged by the evaluation after the last step', () => {
  expect(outcomes(finished(2, 1.89, 2.09), [])).toEqual([true, false, true]);
});

test('a run is covered if most of its lanes are', () => {
  expect(verdict(finished(2, 1.89, 2.09), [])).toBe('covered');
  expect(verdict(finished(2, 1.89, 2.11), [])).toBe('missed');
});

test('a run that is still training or has failed is not judged', () => {
  expect(verdict({ ...finished(2, 2, 2), state: 'training' }, [])).toBe('pending');
  expect(outcomes({ ...finished(2, 2, 2), state: 'failed' }, [])).toEqual([]);
});

test('the score counts models, and only models with a prediction', () => {
  const notPredicted = { ...finished(2, 2, 2), prediction: null };
  expect(score([finished(2, 1.89, 2.09), finished(5, 5, 5), notPredicted])).toEqual({
    covered: 2,
    judged: 6,
  });
});

test('a prediction wider than the losses of the smaller models tests nothing and does not count', () => {
  const smaller = (...losses: number[]): Run => ({ ...finished(...losses), flops: 1, prediction: null });
  const run = finished(2, 2, 2);
  expect(verdict(run, [smaller(2.3, 2.25, 2.15), run])).toBe('untested');
  expect(score([smaller(2.3, 2.25, 2.15), run])).toEqual({ covered: 0, judged: 0 });
  expect(verdict(run, [smaller(2.4, 2.25, 2.15), run])).toBe('covered');
  expect(score([smaller(2.4, 2.25, 2.15), run])).toEqual({ covered: 3, judged: 3 });
});

test('without a law nothing is predicted', () => {
  const refused = { series: '', of: 'N', law: { refused: 'too few points' } } as const;
  expect(predict(NO_ANALYSIS, finished(2, 2, 2), 'N')).toBeNull();
  expect(predict({ ...NO_ANALYSIS, laws: [refused] }, finished(2, 2, 2), 'N')).toBeNull();
  expect(predict(NO_ANALYSIS, finished(2, 2, 2), undefined)).toBeNull();
});

test('losses by position belong to the last step, and a run saved without them has none', () => {
  const run = finished(2, 4, 2.5);
  const positionLosses = Float32Array.of(3, 1, 5, 3, 3, 2);
  const evaluations = run.evaluations.map((evaluation) => ({ ...evaluation, positionLosses }));
  expect(finalPositionLosses({ ...run, evaluations })).toBe(positionLosses);
  expect(finalPositionLosses({ ...run, evaluations, state: 'training' })).toBeNull();
  expect(finalPositionLosses(run)).toBeNull();
});

test('each lane of a run that counts as stopped early has reached the least loss of its evaluations', () => {
  const run = finished(2, 4, 2.5);
  const early: Run = { ...run, settings: { ...run.settings, stopping: 'early' } };
  expect([...(reachedLosses(run) ?? [])]).toEqual([2, 4, 2.5]);
  expect([...(reachedLosses(early) ?? [])]).toEqual([2, 3, 2.5]);
  expect(reachedLosses({ ...early, state: 'training' })).toBeNull();
});
