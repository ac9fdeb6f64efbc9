import { expect, test } from 'vitest';
import { fitScalingLaw } from '../../../src/laws/power-law/scaling-law.ts';
import type { ScalingLaw } from '../../../src/laws/power-law/scaling-law.ts';
import { isRefusal } from '../../../src/laws/refusal.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';
import { FLOORED, PURE, sweep, sweepSizes } from '../../harness/laws/simulated-sweep.ts';

function noisySweep(truth: typeof PURE, count: number, seed: number, deviation = 0.007) {
  const normal = normals(seed);
  return sweep(truth, sweepSizes(count), () => deviation * normal());
}

function numbersOf(fit: ScalingLaw) {
  return { intervals: fit.intervals, band: fit.band(1e6), ring: fit.ring(1e6) };
}

test('AICc chooses a floor if there is one', () => {
  const fit = expectLaw(fitScalingLaw(noisySweep(FLOORED, 8, 1), { replicates: 99 }));
  expect(fit.law.hasFloor).toBe(true);
  expect(fit.alternative).toMatchObject({ hasFloor: false });
  expect(fit.reason).toMatch(
    /^A power law with a floor: a floor improves the fit by .*, and AICc asks for at least 9\.3 with 8 points\.$/,
  );
});

test('AICc chooses the pure law if there is no floor', () => {
  const fit = expectLaw(fitScalingLaw(sweep(PURE, sweepSizes(8)), { replicates: 99 }));
  expect(fit.law.hasFloor).toBe(false);
  expect(fit.intervals.floor).toBeNull();
  expect(fit.alternative).toMatchObject({ hasFloor: true });
});

test('AICc cannot weigh a floor at five points, and the reason says so', () => {
  const fit = expectLaw(fitScalingLaw(noisySweep(FLOORED, 5, 2), { replicates: 99 }));
  expect(fit.law.hasFloor).toBe(false);
  expect(fit.reason).toBe(
    'Too few models to tell whether the loss levels off: AICc needs at least 6, and in practice 8, and here are 5 points. The law is written without a floor.',
  );
});

test('three points give a law whose alternative is refused', () => {
  const fit = expectLaw(fitScalingLaw(noisySweep(PURE, 3, 3), { replicates: 99 }));
  expect(fit.alternative).toEqual({
    refused: 'a power law with a floor needs at least 4 points: there are 3',
  });
  expect(fit.reason).toContain('at least 4 points: there are 3');
});

test('a requested form is fitted, and the reason says what AICc prefers', () => {
  const points = noisySweep(FLOORED, 8, 4);
  const never = expectLaw(fitScalingLaw(points, { floor: 'never', replicates: 99 }));
  const always = expectLaw(fitScalingLaw(points, { floor: 'always', replicates: 99 }));
  expect(never.law.hasFloor).toBe(false);
  expect(never.reason).toMatch(
    /^A power law without a floor, as asked\. By AICc: A power law with a floor: /,
  );
  expect(always.law.hasFloor).toBe(true);
});

test('criteria that are close are reported as undecided', () => {
  const losses = [1.924, 1.765, 1.612, 1.436, 1.322, 1.236, 1.185, 1.137];
  const points = sweepSizes(8).map((x, i) => ({ x, loss: losses[i] }));
  expect(expectLaw(fitScalingLaw(points, { replicates: 99 })).reason).toMatch(
    /^The data cannot tell whether there is a floor: .*\. By AICc one is a little more likely\.$/,
  );
});

test('the same seed gives the same intervals, and another seed gives other intervals', () => {
  const points = noisySweep(FLOORED, 7, 5);
  const fit = (seed: number) => numbersOf(expectLaw(fitScalingLaw(points, { replicates: 200, seed })));
  expect(fit(4)).toEqual(fit(4));
  expect(fit(5)).not.toEqual(fit(4));
});

test('the order of the points changes no interval', () => {
  const points = noisySweep(PURE, 6, 6);
  const fit = (given: typeof points) => numbersOf(expectLaw(fitScalingLaw(given, { replicates: 200 })));
  expect(fit(points.toReversed())).toEqual(fit(points));
});

test('the band and the prediction interval contain the law, and the prediction interval is wider', () => {
  for (const floor of ['never', 'always'] as const) {
    const fit = expectLaw(fitScalingLaw(noisySweep(FLOORED, 6, 7), { floor }));
    for (const x of [3000, 30_000, 900_000]) {
      const [band, ring] = [fit.band(x), fit.ring(x)];
      expect(band.low).toBeLessThanOrEqual(fit.law.predict(x));
      expect(band.high).toBeGreaterThanOrEqual(fit.law.predict(x));
      expect(ring.high - ring.low).toBeGreaterThan(band.high - band.low);
    }
  }
});

test('without noise every interval is a point', () => {
  const fit = expectLaw(fitScalingLaw(sweep(FLOORED, sweepSizes(8)), { replicates: 99 }));
  expect(fit.intervals.exponent.high - fit.intervals.exponent.low).toBeLessThan(1e-6);
  expect(fit.ring(1e6).high - fit.ring(1e6).low).toBeLessThan(1e-6);
});

test('least squares intervals of the pure law are the t intervals', () => {
  const points = noisySweep(PURE, 6, 9, 0.01);
  const fit = expectLaw(fitScalingLaw(points, { floor: 'never', criterion: 'squares', replicates: 20_000 }));
  const xs = points.map(({ x }) => Math.log(x));
  const mean = xs.reduce((sum, x) => sum + x, 0) / 6;
  const spread = Math.sqrt(xs.reduce((sum, x) => sum + (x - mean) ** 2, 0));
  const deviation = Math.sqrt(fit.law.residuals.reduce((sum, r) => sum + r * r, 0) / 4);
  const t975 = 2.776;
  const half = (fit.intervals.exponent.high - fit.intervals.exponent.low) / 2;
  expect((half * spread) / deviation / t975).toBeCloseTo(1, 1);
});

test('if losses do not show a fall, the interval of the exponent reaches below 0', () => {
  const noise = [0.02, -0.03, 0.03, -0.02, 0];
  const points = sweepSizes(5).map((x, i) => ({ x, loss: Math.exp(0.5 - 0.001 * Math.log(x) + noise[i]) }));
  const fit = expectLaw(fitScalingLaw(points, { criterion: 'squares' }));
  expect(fit.intervals.exponent.low).toBeLessThan(0);
  expect(fit.intervals.scale.high).toBe(Infinity);
});

test('a floor that the data do not bound reaches down to 0', () => {
  const fit = expectLaw(fitScalingLaw(noisySweep(PURE, 8, 10), { floor: 'always' }));
  expect(fit.intervals.floor?.low).toBe(0);
  expect(fit.intervals.floor?.high).toBeGreaterThan(0);
});

test('the formula names its variable and shows three digits', () => {
  const pure = expectLaw(fitScalingLaw(sweep(PURE, sweepSizes(5)), { replicates: 99 }));
  expect(pure.formula('N')).toBe('L(N) = (5 × 10⁵ / N)^0.115');
  const floored = expectLaw(fitScalingLaw(sweep(FLOORED, sweepSizes(8)), { replicates: 99 }));
  expect(floored.formula('C')).toBe('L(C) = 1.01 + (1850 / C)^0.436');
});

test('refuses points without a law, and too few replicates', () => {
  expect(fitScalingLaw([])).toEqual({ refused: 'a power law needs at least 3 points: there are 0' });
  expect(fitScalingLaw(noisySweep(PURE, 3, 1), { floor: 'always' })).toEqual({
    refused: 'a power law with a floor needs at least 4 points: there are 3',
  });
  expect(fitScalingLaw(noisySweep(PURE, 5, 1), { replicates: 10 })).toEqual({
    refused: 'replicates must be an integer of at least 39: 10',
  });
});

test('wild points are fitted or refused, and give no NaN', () => {
  const normal = normals(17);
  for (let sweepIndex = 0; sweepIndex < 300; sweepIndex++) {
    const deviation = [1e-12, 1e-3, 0.1, 3][sweepIndex % 4];
    const count = 3 + (sweepIndex % 6);
    const points = Array.from({ length: count }, () => ({
      x: Math.exp(9 + 3 * normal()),
      loss: Math.exp(deviation * normal()),
    }));
    const floor = (['auto', 'never', 'always'] as const)[sweepIndex % 3];
    const fit = fitScalingLaw(points, { floor, replicates: 39 });
    if (isRefusal(fit)) continue;
    const { law, intervals } = fit;
    const ends = [intervals.exponent, intervals.scale, intervals.floor, fit.band(1e-3), fit.ring(1e30)];
    const numbers = [
      law.floor,
      law.scale,
      law.exponent,
      law.aicc,
      ...ends.flatMap((end) => [end?.low, end?.high]),
    ];
    expect(numbers.filter(Number.isNaN)).toEqual([]);
    expect(law.exponent).toBeGreaterThan(0);
    expect(law.floor).toBeGreaterThanOrEqual(0);
  }
});
