import { expect, test } from 'vitest';
import { rankCorrelation, rSquared } from '../../../src/laws/stats/correlation.ts';
import { mean, rootMeanSquare } from '../../../src/laws/stats/mean.ts';

test('the share of the variance that a line explains, and the rank correlation, equal textbook values', () => {
  expect(rSquared([1, 2, 3, 4], [2, 4, 6, 8])).toBeCloseTo(1, 12);
  expect(rSquared([1, 2, 3], [1, 3, 2])).toBeCloseTo(0.25, 12);
  expect(rankCorrelation([1, 2, 3, 4], [1, 8, 27, 64])).toBeCloseTo(1, 12);
  expect(rankCorrelation([1, 2, 3], [9, 5, 1])).toBeCloseTo(-1, 12);
});

test('the mean and the root mean square of 3 and 4 are right, and without numbers they are NaN', () => {
  expect(mean([3, 4])).toBe(3.5);
  expect(rootMeanSquare([3, 4])).toBeCloseTo(Math.sqrt(12.5), 12);
  expect(mean([])).toBeNaN();
  expect(rootMeanSquare([])).toBeNaN();
});
