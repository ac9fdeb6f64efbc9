import { expect, test } from 'vitest';
import { deviationInterval } from '../../../src/laws/stats/deviation-interval.ts';

/** Degrees of freedom, and the 2.5 % and 97.5 % quantiles of χ² in printed tables. */
const TABLE: readonly (readonly [number, number, number])[] = [
  [1, 0.000982, 5.024],
  [2, 0.0506, 7.378],
  [7, 1.69, 16.013],
  [15, 6.262, 27.488],
];

test.each(TABLE)('with %d degrees of freedom the interval is that of χ² tables', (freedom, least, most) => {
  const { value, low, high } = deviationInterval(2, freedom);
  expect(value).toBe(2);
  expect((freedom * 4) / high ** 2 / least).toBeCloseTo(1, 2);
  expect((freedom * 4) / low ** 2 / most).toBeCloseTo(1, 3);
});
