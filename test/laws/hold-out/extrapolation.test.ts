import { expect, test } from 'vitest';
import { extrapolateScalingLaw, extrapolateJointLaw } from '../../../src/laws/hold-out/extrapolation.ts';
import { scorePredictions } from '../../../src/laws/hold-out/prediction-score.ts';
import { fitChinchillaLaw } from '../../../src/laws/joint/chinchilla-law.ts';
import type { RunPoint } from '../../../src/laws/regression/run-point.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';
import { BESIROGLU, chinchillaLoss, grid } from '../../harness/laws/simulated-grid.ts';
import { FLOORED, PURE, sweep, sweepSizes } from '../../harness/laws/simulated-sweep.ts';

const fitForm = (points: readonly RunPoint[]) => fitChinchillaLaw(points, { replicates: 79 });

test('a law fitted to the other runs predicts the largest runs', () => {
  const points = sweep(PURE, sweepSizes(8));
  const spoilt = points.map((point, i) => (i >= 6 ? { ...point, loss: 9 } : point));
  const held = expectLaw(extrapolateScalingLaw(points, 2, { replicates: 79 }));
  const missed = expectLaw(extrapolateScalingLaw(spoilt.toReversed(), 2, { replicates: 79 }));
  expect(held.heldOut.map(({ point }) => point)).toEqual(points.slice(6));
  for (const { point, predicted } of held.heldOut) expect(predicted).toBeCloseTo(point.loss, 9);
  expect(missed.heldOut.map(({ predicted }) => predicted)).toEqual(
    held.heldOut.map(({ predicted }) => predicted),
  );
  expect(missed.score).toMatchObject({ covered: 0, predictions: 2 });
});

test('a prediction interval covers a held-out run 93 to 97 % of 1,000 times', () => {
  const normal = normals(51);
  let covered = 0;
  for (let i = 0; i < 1000; i++) {
    const points = sweep(FLOORED, sweepSizes(8), () => 0.01 * normal());
    const options = { floor: 'always', criterion: 'squares', replicates: 79, seed: 7919 * i } as const;
    covered += expectLaw(extrapolateScalingLaw(points, 1, options)).score.covered;
  }
  expect(covered).toBeGreaterThanOrEqual(930);
  expect(covered).toBeLessThanOrEqual(970);
});

test('a law of N and D holds out the runs of the largest N·D', () => {
  const points = grid((N, D) => chinchillaLoss(BESIROGLU, N, D), [5, 4]);
  const { heldOut, law } = expectLaw(extrapolateJointLaw(points, 3, fitForm));
  const sizes = points.map(({ parameters, tokens }) => parameters * tokens).sort((a, b) => a - b);
  expect(heldOut.map(({ point }) => point.parameters * point.tokens)).toEqual(sizes.slice(-3));
  for (const { point, predicted } of heldOut) expect(predicted).toBeCloseTo(point.loss, 6);
  expect(law.points.length).toBe(17);
});

test('points of one curve are held out together', () => {
  const points = grid((N, D) => chinchillaLoss(BESIROGLU, N, D), [6, 5]).map((point) => ({
    ...point,
    run: `N = ${point.parameters}`,
  }));
  const { heldOut, law } = expectLaw(extrapolateJointLaw(points, 2, fitForm));
  expect(new Set(heldOut.map(({ point }) => point.parameters)).size).toBe(2);
  expect(heldOut.length).toBe(10);
  expect(Math.max(...law.points.map(({ parameters }) => parameters))).toBeLessThan(
    Math.min(...heldOut.map(({ point }) => point.parameters)),
  );
});

test('refuses invalid numbers of runs, and remaining runs without a law', () => {
  const points = sweep(PURE, sweepSizes(5));
  for (const count of [0, 1.5, -1, NaN])
    expect(extrapolateScalingLaw(points, count)).toEqual({
      refused: `the number of runs to hold out must be an integer of at least 1: ${count}`,
    });
  expect(extrapolateScalingLaw(points, 3)).toEqual({
    refused: 'without the largest 3 of 5 runs, a power law needs at least 3 points: there are 2',
  });
  expect(extrapolateScalingLaw(points, 9)).toEqual({
    refused: 'without the largest 9 of 5 runs, a power law needs at least 3 points: there are 0',
  });
});

test('a score counts the runs inside their intervals, and says if their number is evidence against the intervals', () => {
  const ring = { low: 1, high: 2 };
  const runs = (inside: number, outside: number) => [
    ...Array.from({ length: inside }, () => ({ ring, loss: 1.5 })),
    ...Array.from({ length: outside }, () => ({ ring, loss: 2.5 })),
  ];
  expect(scorePredictions(runs(7, 1))).toMatchObject({
    covered: 7,
    predictions: 8,
    expected: 0.95,
    words: '7 of 8 runs lie in their 95 % prediction interval; 95 % should.',
  });
  expect(scorePredictions(runs(7, 1)).chance).toBeCloseTo(1 - 0.95 ** 8, 12);
  const poor = scorePredictions(runs(2, 2));
  expect(poor.chance).toBeCloseTo(0.05 ** 4 + 4 * 0.95 * 0.05 ** 3 + 6 * 0.95 ** 2 * 0.05 ** 2, 12);
  expect(poor.words).toBe(
    '2 of 4 runs lie in their 95 % prediction interval; 95 % should. If the intervals were right, so few would have a chance of 1 %.',
  );
  expect(scorePredictions([])).toMatchObject({ covered: 0, predictions: 0, words: 'Nothing was predicted.' });
});
