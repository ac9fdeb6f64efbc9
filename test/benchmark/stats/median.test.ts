import { expect, test } from 'vitest';
import { median, medianDeviation, medianVariance } from '../../../src/benchmark/stats/median.ts';

test('a median is the middle number, or the mean of both middle ones', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([7])).toBe(7);
  expect(median([])).toBeNaN();
});

test('the median deviation is the median distance from the median', () => {
  expect(medianDeviation([1, 2, 4, 8, 100])).toBe(3);
});

// Variances of the medians of standard normal numbers, from the densities of their order statistics, integrated numerically.
test.each([
  [3, 0.4487],
  [5, 0.2868],
  [7, 0.2104],
  [9, 0.1661],
  [4, 0.2982],
  [6, 0.2148],
  [10, 0.1384],
  [20, 0.0736],
])('the variance of the median of %i normal numbers is within 2 %% of %d', (n, exact) => {
  expect(Math.abs(medianVariance(n) / exact - 1)).toBeLessThan(0.02);
});
