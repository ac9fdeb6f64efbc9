import { expect, test } from 'vitest';
import { spreadOverSeeds } from '../../../src/laws/curves/seed-spread.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { pooledDeviation } from '../../../src/laws/stats/pooled-deviation.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';

test('mean, deviation and interval by hand: 2.0, 2.2 and 2.4', () => {
  const spread = expectLaw(spreadOverSeeds([[2], [2.4], [2.2]]));
  expect(spread.mean[0]).toBeCloseTo(2.2, 12);
  expect(spread.deviation[0]).toBeCloseTo(0.2, 12);
  expect(spread.high[0] - 2.2).toBeCloseTo((4.3026527 * 0.2) / Math.sqrt(3), 6);
  expect(2.2 - spread.low[0]).toBeCloseTo(spread.high[0] - 2.2, 12);
  expect(spread.pooledDeviation).toBeCloseTo(0.2, 12);
});

test('the order of the seeds changes no number, and losses in bits scale all numbers', () => {
  const normal = normals(1);
  const curves = Array.from({ length: 4 }, () => Array.from({ length: 9 }, () => 2 + 0.1 * normal()));
  const spread = expectLaw(spreadOverSeeds(curves));
  const reversed = expectLaw(spreadOverSeeds(curves.toReversed()));
  const bits = expectLaw(spreadOverSeeds(curves.map((curve) => curve.map((loss) => loss / Math.LN2))));
  expect(reversed.pooledDeviation).toBeCloseTo(spread.pooledDeviation, 12);
  expect(bits.pooledDeviation * Math.LN2).toBeCloseTo(spread.pooledDeviation, 12);
  for (let step = 0; step < 9; step++) {
    expect(reversed.mean[step]).toBeCloseTo(spread.mean[step], 12);
    expect(bits.low[step] * Math.LN2).toBeCloseTo(spread.low[step], 12);
  }
});

test('95 % intervals of the mean of three seeds cover the truth 93 to 97 % of 1,000 times', () => {
  const normal = normals(2);
  const curves = Array.from({ length: 3 }, () =>
    Float32Array.from({ length: 1000 }, () => 2 + 0.02 * normal()),
  );
  const { low, high, pooledDeviation: pooled } = expectLaw(spreadOverSeeds(curves));
  const held = low.filter((end, step) => end <= 2 && 2 <= high[step]).length;
  expect(held).toBeGreaterThanOrEqual(930);
  expect(held).toBeLessThanOrEqual(970);
  expect(Math.abs(pooled / 0.02 - 1)).toBeLessThan(0.05);
});

test('a pooled deviation weighs groups by their degrees of freedom', () => {
  const pooled = pooledDeviation([[1, 3], [10, 10, 13, 11], [7]]);
  expect(pooled).toBeCloseTo(Math.sqrt((2 + 6) / (1 + 3)), 12);
});

test.each<[string, ArrayLike<number>[]]>([
  ['a spread over seeds needs at least 2 seeds: 1', [[1, 2]]],
  ['curves of all seeds must have as many steps: 2 and 1', [[1, 2], [1]]],
  ['a spread over seeds needs at least 1 step: 0', [[], []]],
  [
    'every loss must be finite: NaN at step 2',
    [
      [1, 2],
      [1, NaN],
    ],
  ],
])('refuses: %s', (refused, curves) => {
  expect(spreadOverSeeds(curves)).toEqual({ refused });
});

test('refuses to pool groups without a spread', () => {
  expect(pooledDeviation([[1], [2]])).toEqual({
    refused: 'a standard deviation needs a group of at least 2: the largest of 2 has less',
  });
  expect(pooledDeviation([[1, Infinity]])).toEqual({ refused: 'every number must be finite: Infinity' });
});
