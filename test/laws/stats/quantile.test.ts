import { expect, test } from 'vitest';
import { quantile } from '../../../src/laws/stats/quantile.ts';

test('a quantile lies at rank (n + 1)·p', () => {
  const sorted = Float64Array.from({ length: 39 }, (_, i) => i + 1);
  expect(quantile(sorted, 0.025)).toBe(1);
  expect(quantile(sorted, 0.5)).toBe(20);
  expect(quantile(sorted, 0.51)).toBeCloseTo(20.4, 12);
  expect(quantile(sorted, 0.975)).toBe(39);
});

test('a quantile next to an infinite value is infinite', () => {
  expect(quantile(Float64Array.of(-Infinity, 1, 2, Infinity), 0.3)).toBe(-Infinity);
  expect(quantile(Float64Array.of(-Infinity, 1, 2, Infinity), 0.5)).toBe(1.5);
  expect(quantile(Float64Array.of(-Infinity, 1, 2, Infinity), 0.7)).toBe(Infinity);
});
