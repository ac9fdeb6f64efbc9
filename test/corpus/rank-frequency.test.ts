import { expect, test } from 'vitest';
import { rankFrequency } from '../../src/corpus/rank-frequency.ts';
import { wholeText } from '../harness/corpus/packed-files.ts';

const word = (i: number): string => String.fromCharCode(97 + (i % 26), 97 + (Math.floor(i / 26) % 26), 98);

/** Each of 600 words as often as 100,000 / rank^s, rounded. */
function zipfText(exponent: number): string {
  return Array.from({ length: 600 }, (_, i) =>
    `${word(i)} `.repeat(Math.round(1e5 * (i + 1) ** -exponent)),
  ).join('');
}

test.each([0.8, 1, 1.3])('words that fall as 1 / rank^%d have that exponent', (exponent) => {
  const { exponent: found, rSquared, counts } = rankFrequency(zipfText(exponent));
  expect(found).toBeCloseTo(exponent, 2);
  expect(rSquared).toBeGreaterThan(0.999);
  expect(counts).toHaveLength(600);
});

test('words are runs of letters in either case, most frequent first', () => {
  const { counts, words } = rankFrequency("The cat's CAT, the_the 7 cats: the end");
  expect([...counts]).toEqual([4, 2, 1, 1, 1]);
  expect(words).toBe(9);
});

test('words that are all equally frequent have exponent 0', () => {
  expect(rankFrequency('a b c d').exponent).toBeCloseTo(0, 12);
});

test('a text without two different words is refused', () => {
  expect(() => rankFrequency('no No, NO!')).toThrow('ranks need two different words: 1');
});

test('the State of the Union addresses follow Zipf’s law with an exponent near 1', () => {
  const { exponent, rSquared, counts, words } = rankFrequency(wholeText('sotu').toString('latin1'));
  expect(exponent).toBeGreaterThan(0.85);
  expect(exponent).toBeLessThan(1.15);
  expect(rSquared).toBeGreaterThan(0.97);
  expect(words).toBeGreaterThan(1e6);
  expect(counts.length).toBeGreaterThan(1e4);
});
