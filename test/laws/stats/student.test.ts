import { expect, test } from 'vitest';
import { studentQuantile } from '../../../src/laws/stats/student.ts';

test.each([
  [1, 12.7062047],
  [2, 4.3026527],
  [3, 3.1824463],
  [4, 2.7764451],
  [5, 2.5705818],
  [10, 2.2281389],
  [31, 2.0395134],
  [100, 1.9839715],
])('the 97.5 %% quantile of %i degrees of freedom is %f, as in tables', (freedom, quantile) => {
  expect(studentQuantile(0.975, freedom)).toBeCloseTo(quantile, 6);
});

test('one and two degrees of freedom have their closed forms', () => {
  for (const p of [0.6, 0.9, 0.999]) {
    expect(studentQuantile(p, 1) / Math.tan(Math.PI * (p - 0.5))).toBeCloseTo(1, 9);
    const closed = (2 * p - 1) / Math.sqrt(2 * p * (1 - p));
    expect(studentQuantile(p, 2) / closed).toBeCloseTo(1, 9);
  }
});

test('the quantile is odd about one half, and normal for many degrees of freedom', () => {
  expect(studentQuantile(0.5, 7)).toBeCloseTo(0, 12);
  expect(studentQuantile(0.1, 7)).toBe(-studentQuantile(0.9, 7));
  expect(studentQuantile(0.975, 100_001)).toBeCloseTo(1.96, 3);
});
