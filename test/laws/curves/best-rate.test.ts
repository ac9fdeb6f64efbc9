import { expect, test } from 'vitest';
import { bestRate, rateRatio, triedRates, type RateTrial } from '../../../src/laws/curves/best-rate.ts';
import { isRefusal } from '../../../src/laws/refusal.ts';
import { normals } from '../../../src/laws/stats/normals.ts';

const RATES = [0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128];

/** Two seeds at each rate, on a parabola over the log of the rate with its minimum at `best`. */
function trialsOf(best: number, noise: number, seed = 1, curvature = 0.05): RateTrial[] {
  const normal = normals(seed);
  return RATES.flatMap((rate) =>
    [0, 1].map(() => ({
      rate,
      loss: 1.5 + curvature * Math.log(rate / best) ** 2 + noise * normal(),
    })),
  );
}

function fitOf(trials: readonly RateTrial[]) {
  const fit = bestRate(trials);
  if (isRefusal(fit)) throw new Error(fit.refused);
  return fit;
}

test('a parabola without noise gives its minimum exactly, in place and in loss', () => {
  const { loss, place, rate } = fitOf(trialsOf(0.011, 0));
  expect([rate.value, rate.low, rate.high].map((value) => Number(value.toPrecision(6)))).toEqual([
    0.011, 0.011, 0.011,
  ]);
  expect(loss).toBeCloseTo(1.5, 10);
  expect(place).toBe('inside');
});

test('the interval of the best rate covers the true one about 95 times in 100', () => {
  const times = 400;
  const covered = Array.from({ length: times }, (_, seed) => {
    const { high, low } = fitOf(trialsOf(0.013, 0.01, seed + 1)).rate;
    return low <= 0.013 && 0.013 <= high;
  }).filter(Boolean).length;
  expect(covered / times).toBeGreaterThan(0.92);
});

test('a best rate beyond the rates tried is said to lie there, and never inside', () => {
  for (let seed = 1; seed <= 50; seed++) {
    expect(fitOf(trialsOf(0.0004, 0.005, seed)).place).toBe('below');
    expect(fitOf(trialsOf(0.7, 0.005, seed)).place).toBe('above');
  }
});

test('losses that do not depend on the rate have no best one', () => {
  const places = Array.from({ length: 200 }, (_, seed) => fitOf(trialsOf(0.01, 0.01, seed + 1, 0)).place);
  expect(places.filter((place) => place !== 'unclear').length).toBeLessThanOrEqual(20);
});

test('rates at which a model diverged are counted and left out of the parabola', () => {
  const trials = trialsOf(0.008, 0.002).map((trial, i) => (i >= 12 ? { ...trial, loss: NaN } : trial));
  expect(triedRates(trials).at(-1)).toMatchObject({ rate: 0.128, models: 2, diverged: 2 });
  const fit = fitOf(trials);
  expect(fit.place).toBe('inside');
  expect(fit.window.high).toBeLessThan(0.1);
});

test('three rates are too few, and the refusal says how many there are', () => {
  const fit = bestRate(trialsOf(0.01, 0.01).slice(0, 6));
  expect(isRefusal(fit) ? fit.refused : '').toMatch(/at least 4 rates .* there are 3$/);
});

test('the ratio of two best rates has an interval that covers 1 about 95 times in 100 if they are the same', () => {
  const times = 300;
  const covered = Array.from({ length: times }, (_, i) => {
    const [a, b] = [fitOf(trialsOf(0.012, 0.01, 2 * i + 1)), fitOf(trialsOf(0.012, 0.01, 2 * i + 2))];
    const { high, low } = rateRatio(a.rate, b.rate);
    return low <= 1 && 1 <= high;
  }).filter(Boolean).length;
  expect(covered / times).toBeGreaterThan(0.92);
});
