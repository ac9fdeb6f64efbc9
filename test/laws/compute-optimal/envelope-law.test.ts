import { describe, expect, test } from 'vitest';
import { fitEnvelopeLaw } from '../../../src/laws/compute-optimal/envelope-law.ts';
import type { EnvelopeLaw } from '../../../src/laws/compute-optimal/envelope-law.ts';
import { middlePoints } from '../../../src/laws/compute-optimal/frontier.ts';
import { chinchillaOptimum } from '../../../src/laws/joint/optimal-allocation.ts';
import { fitScalingLaw } from '../../../src/laws/power-law/scaling-law.ts';
import type { BudgetedRun } from '../../../src/laws/regression/run-point.ts';
import type { Interval } from '../../../src/laws/stats/interval.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';
import { simulatedCurves } from '../../harness/laws/simulated-curves.ts';
import { BESIROGLU, chinchillaLoss } from '../../harness/laws/simulated-grid.ts';
import { strays } from '../../harness/laws/strays.ts';
import { fullTest, inTier } from '../../harness/tier.ts';

const A = BESIROGLU.beta / (BESIROGLU.alpha + BESIROGLU.beta);

function fit(points: readonly BudgetedRun[], options = {}): EnvelopeLaw {
  return expectLaw(fitEnvelopeLaw(points, { replicates: 79, ...options }));
}

test.each([8, 15])('noiseless curves of %i models give back the exponents of their law', (models) => {
  const { exponents, optimum } = fit(simulatedCurves({ models }), { smoothing: 0 });
  expect(Math.abs(exponents.a.value - A)).toBeLessThan(0.002);
  expect(exponents.a.value + exponents.b.value).toBeCloseTo(1, 9);
  const { parameters, tokens } = optimum(1e20);
  expect(parameters / chinchillaOptimum(BESIROGLU, 1e20).parameters).toBeCloseTo(1, 1);
  expect((6 * parameters * tokens) / 1e20).toBeCloseTo(1, 6);
});

test('corners of the hull also give them back, from curves that touch the hull', () => {
  const { exponents } = fit(simulatedCurves({ models: 15 }), { method: 'hull', smoothing: 0 });
  expect(Math.abs(exponents.a.value - A)).toBeLessThan(0.03);
});

test('the frontier is the least of all curves, and leaves out the smallest and the largest model', () => {
  const points = simulatedCurves({ models: 8 });
  const { frontier } = fit(points, { smoothing: 0 });
  const sizes = frontier.map(({ parameters }) => parameters);
  expect(Math.min(...sizes)).toBeGreaterThan(1.1e7);
  expect(Math.max(...sizes)).toBeLessThan(9e9);
  for (const { compute, loss } of frontier) {
    const reached = points.filter((point) => point.compute <= compute).map((point) => point.loss);
    expect(loss).toBeLessThanOrEqual(Math.min(...reached));
  }
  const all = fit(points, { smoothing: 0, interior: false }).frontier.map(({ parameters }) => parameters);
  expect(Math.min(...all)).toBeCloseTo(1e7, -1);
  expect(Math.max(...all) / 1e10).toBeCloseTo(1, 9);
});

test('budgets that only larger models reached count if a smaller model was overtaken before', () => {
  const points = simulatedCurves({ models: 8 });
  const short = points.filter(({ run, tokens, parameters }) => run !== 'model 0' || tokens < 60 * parameters);
  expect(fit(short, { smoothing: 0 }).exponents.a.value).toBeCloseTo(
    fit(points, { smoothing: 0 }).exponents.a.value,
    9,
  );
  const shorter = points.filter(
    ({ run, tokens, parameters }) => run !== 'model 0' || tokens < 5 * parameters,
  );
  const sizes = fit(shorter, { smoothing: 0 }).frontier.map(({ parameters }) => parameters);
  expect(Math.min(...sizes)).toBeGreaterThan(4e7);
});

test('smoothing removes the jitter of curves, and does not change curves without jitter', () => {
  const normal = normals(4);
  const jittered = simulatedCurves({ models: 8, jitter: () => 0.004 * normal() });
  expect(errorOf(jittered, 0.05)).toBeLessThan(0.75 * errorOf(jittered, 0));
  const clean = simulatedCurves({ models: 8 });
  const [rough, smooth] = [0, 0.025].map((smoothing) => fit(clean, { smoothing }).exponents.a.value);
  expect(smooth).toBeCloseTo(rough, 2);
});

/** Root mean square of the log of the envelope's losses over the losses of the law behind the curves. */
function errorOf(points: readonly BudgetedRun[], smoothing: number): number {
  const { frontier } = fit(points, { smoothing, interior: false });
  const squares = frontier.map(
    ({ parameters, tokens, loss }) => Math.log(loss / chinchillaLoss(BESIROGLU, parameters, tokens)) ** 2,
  );
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}

test('the order of the points changes nothing', () => {
  const normal = normals(2);
  const points = simulatedCurves({ models: 9, noise: () => 0.003 * normal() });
  const numbers = ({ exponents, frontier }: EnvelopeLaw) => ({ exponents, frontier });
  expect(numbers(fit(points.toReversed()))).toEqual(numbers(fit(points)));
});

test('counting compute in other units changes no exponent', () => {
  const points = simulatedCurves({ models: 9 });
  const other = points.map((point) => ({ ...point, compute: point.compute / 8.64e19 }));
  const [law, scaled] = [points, other].map((runs) => fit(runs));
  expect(scaled.exponents.a.value).toBeCloseTo(law.exponents.a.value, 4);
  expect(scaled.optimum(1).parameters / law.optimum(8.64e19).parameters).toBeCloseTo(1, 2);
});

fullTest(
  '95 % intervals of ten models, and of L(C) along them, cover the truth 93 to 97 % of 1,000 times',
  () => {
    const normal = normals(13);
    const held = { a: 0, b: 0, optimum: 0, floor: 0, frontier: 0 };
    const truth = chinchillaOptimum(BESIROGLU, 1e20).parameters;
    const { parameters: N, tokens: D } = chinchillaOptimum(BESIROGLU, 1e22);
    const best = chinchillaLoss(BESIROGLU, N, D);
    for (let i = 0; i < 1000; i++) {
      const points = simulatedCurves({ models: 10, noise: () => 0.004 * normal() });
      const options = { seed: 7919 * i, replicates: 39 };
      const { exponents, optimumBand, frontier } = fit(points, { ...options, smoothing: 0 });
      const { parameters } = optimumBand(1e20);
      const { intervals, band } = expectLaw(
        fitScalingLaw(middlePoints(frontier), { ...options, floor: 'always' }),
      );
      held.a += holds(exponents.a, A);
      held.b += holds(exponents.b, 1 - A);
      held.optimum += holds(parameters, truth);
      held.floor += holds(intervals.floor, BESIROGLU.E);
      held.frontier += holds(band(1e22), best);
    }
    expect(strays(held, 1000)).toEqual([]);
  },
);

test.each(inTier([8, 10, 15], [8]))(
  '95 % intervals from corners of the hull of %i models do so, too',
  (models) => {
    const normal = normals(13);
    const held = { a: 0, b: 0 };
    for (let i = 0; i < 1000; i++) {
      const points = simulatedCurves({ models, noise: () => 0.004 * normal() });
      const options = { method: 'hull', smoothing: 0, seed: 7919 * i, replicates: 39 };
      const { exponents } = fit(points, options);
      held.a += holds(exponents.a, A);
      held.b += holds(exponents.b, 1 - A);
    }
    expect(strays(held, 1000)).toEqual([]);
  },
);

function holds(interval: Interval | null, value: number): number {
  return interval && interval.low <= value && value <= interval.high ? 1 : 0;
}

describe('refused are', () => {
  const points = simulatedCurves({ models: 8 });
  const refusal = (runs: readonly BudgetedRun[], options = {}) => fitEnvelopeLaw(runs, options);

  test('runs without curves', () => {
    const ends = points.filter((_, i) => i % 40 === 39);
    expect(refusal(ends)).toEqual({ refused: 'approach 1 needs training curves: no run has two points' });
    expect(refusal([])).toEqual({ refused: 'approach 1 needs training curves: no run has two points' });
  });

  test('too few models between others', () => {
    const four = points.filter(({ parameters }) => parameters < 2e8);
    expect(refusal(four)).toEqual({
      refused:
        'approach 1 needs at least 3 sizes of model that are best at some budget, with a smaller and a larger one beside them: 2',
    });
    expect(refusal(points.slice(0, 80), { interior: false })).toEqual({
      refused: 'approach 1 needs at least 3 sizes of model that are best at some budget: 2',
    });
  });

  test('points that are not curves', () => {
    expect(refusal([...points, { ...points[0], compute: 1, parameters: 3 }])).toEqual({
      refused: 'every point of a run has one N: model 0 has 3 and 10000000',
    });
    expect(refusal([...points, points[0]])).toMatchObject({
      refused: expect.stringMatching(/^a run has one point at any C: model 0 has two at /) as string,
    });
  });

  test('numbers that are not positive, and too few replicates', () => {
    expect(refusal([{ ...points[0], loss: 0 }])).toEqual({
      refused: 'every loss must be positive and finite: 0',
    });
    expect(refusal([{ ...points[0], compute: NaN }])).toEqual({
      refused: 'every C must be positive and finite: NaN',
    });
    expect(refusal(points, { replicates: 5 })).toEqual({
      refused: 'replicates must be an integer of at least 39: 5',
    });
  });
});
