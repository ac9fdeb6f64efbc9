import { expect, test } from 'vitest';
import { aliasTable } from '../../src/corpus/generated/alias-table.ts';
import { entropyOf, zipf } from '../../src/corpus/zipf.ts';

test.each([1, 2, 7, 32, 100])('over all words, each of %i outcomes has its exact frequency', (count) => {
  const probabilities = zipf(count, 1.2);
  const draw = aliasTable(probabilities);
  const words = 2 ** 20;
  const counts = new Float64Array(count);
  for (let i = 0; i < words; i++) counts[draw((i * 2 ** 12) | 0)]++;
  counts.forEach((seen, outcome) => {
    expect(Math.abs(seen / words - probabilities[outcome])).toBeLessThan((2 * count + 2) / words);
  });
});

test('an outcome of probability 0 never occurs', () => {
  const draw = aliasTable(Float64Array.of(0.5, 0, 0.5, 0));
  const drawn = new Set(Array.from({ length: 4096 }, (_, i) => draw(i << 20)));
  expect([...drawn].sort((a, b) => a - b)).toEqual([0, 2]);
});

test('Zipf probabilities fall as a power of the rank, sum to 1, and have less entropy than equal ones', () => {
  const p = zipf(32, 1.2);
  expect(p.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
  expect(p[0] / p[7]).toBeCloseTo(8 ** 1.2, 9);
  expect(entropyOf(zipf(32, 0))).toBeCloseTo(Math.log(32), 12);
  expect(entropyOf(Float64Array.of(1, 0))).toBe(0);
});
