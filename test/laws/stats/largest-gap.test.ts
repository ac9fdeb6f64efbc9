import { expect, test } from 'vitest';
import { isRefusal } from '../../../src/laws/refusal.ts';
import { largestGap } from '../../../src/laws/stats/largest-gap.ts';
import { normals } from '../../../src/laws/stats/normals.ts';

function gapOf(groups: readonly number[][]) {
  const gap = largestGap(groups);
  if (isRefusal(gap)) throw new Error(gap.refused);
  return gap;
}

test('two groups have the interval of Student’s two-sample test', () => {
  // Means 2 and 5, pooled deviation 1, 4 degrees of freedom: 3 ± 2.776·√(2/3).
  const { value, low, high } = gapOf([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  expect(value).toBeCloseTo(3, 12);
  expect(low).toBeCloseTo(3 - 2.7764451 * Math.sqrt(2 / 3), 5);
  expect(high).toBeCloseTo(3 + 2.7764451 * Math.sqrt(2 / 3), 5);
});

test('one number of each group leaves the noise unknown', () => {
  expect(isRefusal(largestGap([[1], [2]]))).toBe(true);
});

test('groups that do not differ have a low end above 0 in at most 5 of 100 samples', () => {
  const normal = normals(4);
  const samples = Array.from({ length: 2000 }, () =>
    gapOf(Array.from({ length: 5 }, () => Array.from({ length: 3 }, normal))),
  );
  expect(samples.filter(({ low }) => low > 0).length / samples.length).toBeLessThan(0.055);
});
