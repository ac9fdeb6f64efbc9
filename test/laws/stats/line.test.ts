import { expect, test } from 'vitest';
import { fitLine, lineError } from '../../../src/laws/stats/line.ts';

/** Forbes's boiling points in °F and 100·log10 of the pressure in inches of mercury (Weisberg, Applied Linear Regression). */
const BOILING = [
  194.5, 194.3, 197.9, 198.4, 199.4, 199.9, 200.9, 201.1, 201.4, 201.3, 203.6, 204.6, 209.5, 208.6, 210.7,
  211.9, 212.2,
];
const PRESSURE = [
  131.79, 131.79, 135.02, 135.55, 136.46, 136.83, 137.82, 138.0, 138.06, 138.05, 140.04, 142.44, 145.47,
  144.34, 146.3, 147.54, 147.8,
];

test('the errors of Forbes’s line are those of the textbook', () => {
  const line = fitLine(BOILING, PRESSURE);
  const error = lineError(line, BOILING, PRESSURE)!;
  expect(line.slope).toBeCloseTo(0.8955, 4);
  expect(error.freedom).toBe(15);
  expect(error.slope).toBeCloseTo(0.01643, 4);
  // The intercept, −42.138, has the error 3.340.
  expect(error.at(0)).toBeCloseTo(3.34, 2);
});

test('two points or one place leave no error', () => {
  expect(lineError(fitLine([1, 2], [1, 2]), [1, 2], [1, 2])).toBeNull();
  expect(lineError({ slope: 0, height: 1, centre: 2 }, [2, 2, 2], [1, 2, 3])).toBeNull();
});
