import { expect, test } from 'vitest';
import type { LawPoint } from '../../../src/laws/power-law/log-sample.ts';
import { fitPowerLaw } from '../../../src/laws/power-law/power-law.ts';
import { huber } from '../../../src/laws/stats/huber.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';
import { FLOORED, PURE, sweep, sweepSizes, trueLoss } from '../../harness/laws/simulated-sweep.ts';

const CRITERIA = ['huber', 'squares'] as const;
const FLOORS = [false, true];

function noisy(truth: typeof PURE, count: number, seed: number, deviation = 0.01): LawPoint[] {
  const normal = normals(seed);
  return sweep(truth, sweepSizes(count), () => deviation * normal());
}

test.each(CRITERIA)('noiseless points give back the pure law, by %s', (criterion) => {
  const law = expectLaw(fitPowerLaw(sweep(PURE, sweepSizes(5)), { floor: false, criterion }));
  expect(law.exponent / PURE.exponent).toBeCloseTo(1, 8);
  expect(law.scale / PURE.scale).toBeCloseTo(1, 7);
  expect(law).toMatchObject({ floor: 0, hasFloor: false });
});

test.each(CRITERIA)('noiseless points give back the law with a floor, by %s', (criterion) => {
  const law = expectLaw(fitPowerLaw(sweep(FLOORED, sweepSizes(8)), { floor: true, criterion }));
  expect(law.exponent / FLOORED.exponent).toBeCloseTo(1, 7);
  expect(law.scale / FLOORED.scale).toBeCloseTo(1, 7);
  expect(law.floor / FLOORED.floor).toBeCloseTo(1, 7);
});

test('noiseless points of a pure law give a floor of 0', () => {
  const law = expectLaw(fitPowerLaw(sweep(PURE, sweepSizes(8)), { floor: true }));
  expect(law.floor).toBeCloseTo(0, 5);
  expect(law.exponent).toBeCloseTo(PURE.exponent, 5);
});

test('a law predicts floor + (scale / x)^exponent, and its residuals are in log loss', () => {
  for (const floor of FLOORS) {
    const law = expectLaw(fitPowerLaw(noisy(FLOORED, 7, 3), { floor }));
    for (const x of [100, 5000, 1e7]) expect(law.predict(x)).toBeCloseTo(trueLoss(law, x), 10);
    law.points.forEach(({ x, loss }, i) =>
      expect(law.residuals[i]).toBeCloseTo(Math.log(loss / law.predict(x)), 12),
    );
  }
});

test('least squares without a floor is the regression of log loss on log x', () => {
  const points = noisy(PURE, 6, 8);
  const law = expectLaw(fitPowerLaw(points, { floor: false, criterion: 'squares' }));
  const xs = points.map(({ x }) => Math.log(x));
  const ys = points.map(({ loss }) => Math.log(loss));
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const slope =
    mean(xs.map((x, i) => (x - mean(xs)) * (ys[i] - mean(ys)))) / mean(xs.map((x) => (x - mean(xs)) ** 2));
  expect(law.exponent).toBeCloseTo(-slope, 10);
  expect(Math.log(law.scale)).toBeCloseTo(mean(xs) - mean(ys) / slope, 8);
});

/** The least objective over a grid of floors and exponents, each with its best scale: an independent search. */
function gridObjective(points: readonly LawPoint[], delta: number, floors: number[]): number {
  const logs = points.map(({ x }) => Math.log(x / points[0].x));
  let least = Infinity;
  for (const floor of floors) {
    for (let exponent = 0.02; exponent < 1.2; exponent += 0.002) {
      for (let amplitude = 0.05; amplitude < 2.2; amplitude += 0.01) {
        let objective = 0;
        for (let i = 0; i < points.length && objective < least; i++) {
          const residual = Math.log(points[i].loss / (floor + amplitude * Math.exp(-exponent * logs[i])));
          objective += huber(residual, delta);
        }
        least = Math.min(least, objective);
      }
    }
  }
  return least;
}

test.each([
  [1, FLOORED],
  [2, FLOORED],
  [3, PURE],
])('no point of a fine grid fits better than the fit (seed %i)', (seed, truth) => {
  const points = noisy(truth, 6, seed);
  const floors = Array.from({ length: 29 }, (_, i) => i * 0.04);
  for (const criterion of CRITERIA) {
    const delta = criterion === 'huber' ? 1e-3 : Infinity;
    const bent = expectLaw(fitPowerLaw(points, { floor: true, criterion }));
    const pure = expectLaw(fitPowerLaw(points, { floor: false, criterion }));
    const grid = gridObjective(points, delta, floors);
    expect(bent.objective).toBeLessThanOrEqual(grid);
    expect(bent.objective).toBeGreaterThan(0.6 * grid);
    expect(pure.objective).toBeLessThanOrEqual(gridObjective(points, delta, [0]));
    expect(bent.objective).toBeLessThanOrEqual(pure.objective);
  }
});

test.each(CRITERIA)('another unit of x changes only the scale of the law (%s)', (criterion) => {
  for (const floor of FLOORS) {
    const points = noisy(FLOORED, 8, 11);
    const law = expectLaw(fitPowerLaw(points, { floor, criterion }));
    const scaled = points.map(({ x, loss: value }) => ({ x: x * 6e9, loss: value }));
    const other = expectLaw(fitPowerLaw(scaled, { floor, criterion }));
    expect(other.scale / law.scale / 6e9).toBeCloseTo(1, 6);
    expect(other.exponent).toBeCloseTo(law.exponent, 7);
    expect(other.floor).toBeCloseTo(law.floor, 7);
    expect(other.objective / law.objective).toBeCloseTo(1, 7);
  }
});

test('the order of the points changes no bit', () => {
  const points = noisy(FLOORED, 8, 12);
  const shuffled = [5, 2, 7, 0, 3, 6, 1, 4].map((i) => points[i]);
  for (const floor of FLOORS) {
    const law = expectLaw(fitPowerLaw(points, { floor }));
    const other = expectLaw(fitPowerLaw(shuffled, { floor }));
    expect({ ...other, predict: 0 }).toEqual({ ...law, predict: 0 });
  }
});

test.each(CRITERIA)('duplicate points give the same law (%s)', (criterion) => {
  for (const floor of FLOORS) {
    const points = noisy(FLOORED, 7, 13);
    const law = expectLaw(fitPowerLaw(points, { floor, criterion }));
    const twice = expectLaw(fitPowerLaw([...points, ...points], { floor, criterion }));
    expect(twice.exponent).toBeCloseTo(law.exponent, 6);
    expect(twice.floor).toBeCloseTo(law.floor, 6);
    expect(twice.scale / law.scale).toBeCloseTo(1, 6);
  }
});

test("one outlier does not change a fit by Huber's loss", () => {
  const points = noisy(PURE, 8, 14, 0.003);
  points[3] = { x: points[3].x, loss: points[3].loss * 1.4 };
  expect(expectLaw(fitPowerLaw(points, { floor: false })).exponent).toBeCloseTo(PURE.exponent, 2);
});

test('a law whose best floor is 0 is the pure law', () => {
  const concave = sweepSizes(8).map((x) => ({ x, loss: 6 - 0.4 * Math.log(x) }));
  const bent = expectLaw(fitPowerLaw(concave, { floor: true }));
  const pure = expectLaw(fitPowerLaw(concave, { floor: false }));
  expect(bent).toMatchObject({ hasFloor: true, floor: 0, exponent: pure.exponent, scale: pure.scale });
});

test.each<[string, LawPoint[], boolean]>([
  ['a power law needs at least 3 points: there are 2', sweep(PURE, [1e3, 1e4]), false],
  ['a power law needs at least 3 points: there are 0', [], false],
  ['a power law with a floor needs at least 4 points: there are 3', sweep(PURE, [1e3, 1e4, 1e5]), true],
  ['a power law needs at least 2 values of x: there is 1', sweep(PURE, [1e3, 1e3, 1e3, 1e3]), false],
  [
    'a power law with a floor needs at least 3 values of x: there are 2',
    sweep(PURE, [1e3, 1e3, 1e4, 1e4]),
    true,
  ],
  ['every loss must be positive and finite: NaN at x = 2', [{ x: 2, loss: NaN }], false],
  ['every loss must be positive and finite: 0 at x = 2', [{ x: 2, loss: 0 }], false],
  ['every loss must be positive and finite: Infinity at x = 2', [{ x: 2, loss: Infinity }], true],
  ['every x must be positive and finite: 0', [{ x: 0, loss: 1 }], false],
  ['every x must be positive and finite: NaN', [{ x: NaN, loss: 1 }], false],
  [
    'the loss does not fall as x grows: the fitted exponent is -0.20',
    sweep({ ...PURE, exponent: -0.2 }, sweepSizes(5)),
    false,
  ],
  [
    'the loss does not fall as x grows: the fitted exponent is -0.20',
    sweep({ ...PURE, exponent: -0.2 }, sweepSizes(5)),
    true,
  ],
  [
    'a floor needs two values of x with losses above it: here one, and every exponent above 4.0 fits',
    [1, 10, 100, 1000].map((x) => ({ x, loss: x === 1 ? 2 : 1 })),
    true,
  ],
])('refuses: %s', (refused, points, floor) => {
  expect(fitPowerLaw(points, { floor })).toMatchObject({ refused });
});
