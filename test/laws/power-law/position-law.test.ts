import { expect, test } from 'vitest';
import { fitPositionLaw } from '../../../src/laws/power-law/position-law.ts';
import type { PositionLaw } from '../../../src/laws/power-law/position-law.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';

/** The largest model of Kaplan et al. 2020, figure 20. */
const TRUTH = { a: 2.3, b: 5.4, c: 0.62 };

function losses(count: number, noise = () => 0, { a, b, c } = TRUTH): number[] {
  return Array.from({ length: count }, (_, i) => (a + b * (i + 1) ** -c) * Math.exp(noise()));
}

/** Losses of positions 1, 2, … */
const byPosition = (values: readonly number[]) => values.map((loss, i) => ({ position: i + 1, loss }));

function fit(values: readonly number[], options = {}): PositionLaw {
  return expectLaw(fitPositionLaw(byPosition(values), { replicates: 39, ...options }));
}

test.each([
  [4.0, 3.2, 0.47],
  [3.4, 4.0, 0.56],
  [2.9, 4.5, 0.56],
  [2.7, 4.9, 0.6],
  [2.4, 5.1, 0.61],
  [2.3, 5.4, 0.62],
])("the losses of Kaplan's %f + %f · T^−%f give it back", (a, b, c) => {
  const law = fit(losses(256, () => 0, { a, b, c }));
  expect(law.a.value / a).toBeCloseTo(1, 6);
  expect(law.b.value / b).toBeCloseTo(1, 6);
  expect(law.c.value / c).toBeCloseTo(1, 6);
  expect(law.rSquared).toBeCloseTo(1, 12);
  expect(law.predict(1024)).toBeCloseTo(a + b * 1024 ** -c, 6);
});

test('the formula has three digits', () => {
  expect(fit(losses(64)).formula).toBe('L(T) = 2.3 + 5.4 · T^−0.62');
});

test('R² is the share of the variance that the law explains', () => {
  const normal = normals(1);
  const values = losses(128, () => 0.05 * normal());
  const law = fit(values);
  const mean = values.reduce((sum, value) => sum + value, 0) / 128;
  const left = values.reduce((sum, value, i) => sum + (value - law.predict(i + 1)) ** 2, 0);
  const all = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  expect(law.rSquared).toBeCloseTo(1 - left / all, 12);
  expect(law.rSquared).toBeLessThan(0.98);
});

test('losses in bits scale only a and b', () => {
  const normal = normals(2);
  const values = losses(64, () => 0.01 * normal());
  const [nats, bits] = [values, values.map((value) => value / Math.LN2)].map((all) => fit(all));
  expect(bits.a.value * Math.LN2).toBeCloseTo(nats.a.value, 6);
  expect(bits.b.value * Math.LN2).toBeCloseTo(nats.b.value, 6);
  expect(bits.c.value).toBeCloseTo(nats.c.value, 6);
  expect(bits.rSquared).toBeCloseTo(nats.rSquared, 9);
});

test('95 % intervals of 24 positions cover the truth 93 to 97 % of 1,000 times', () => {
  const normal = normals(3);
  const held = { a: 0, b: 0, c: 0, band: 0 };
  for (let i = 0; i < 1000; i++) {
    const law = fit(
      losses(24, () => 0.01 * normal()),
      { seed: 7919 * i },
    );
    for (const name of ['a', 'b', 'c'] as const)
      held[name] += Number(law[name].low <= TRUTH[name] && TRUTH[name] <= law[name].high);
    const [{ low, high }, truth] = [law.band(100), TRUTH.a + TRUTH.b * 100 ** -TRUTH.c];
    held.band += Number(low <= truth && truth <= high);
  }
  expect(Object.entries(held).filter(([, count]) => count < 930 || count > 970)).toEqual([]);
});

test.each<[string, number[]]>([
  ['a law of positions needs at least 4 positions: 3', [3, 2, 1]],
  ['every loss must be positive and finite: NaN', [3, 2, NaN, 1]],
  ['by position x, the loss does not fall as x grows: the fitted exponent is -1.0', [1, 2, 3, 4, 5]],
])('refuses: %s', (refused, values) => {
  expect(fitPositionLaw(byPosition(values))).toEqual({ refused });
});
