import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberInWords } from '../../../src/page/imported/number-in-words.ts';

test.each([
  [6.864, '6 and 864 thousandths'],
  [6864, '6 thousand 864'],
  [5, '5'],
  [5000, '5 thousand'],
  [5.001, '5 and 1 thousandth'],
  [5.02, '5 and 20 thousandths'],
  [123_456, '123 thousand 456'],
  [1.234e9, '1 billion 234 million'],
  [1.234e15, '1234 trillion'],
  [-6.864, 'minus 6 and 864 thousandths'],
  [0, '0'],
])('%d in words', (value, words) => {
  expect(numberInWords(value)).toBe(words);
});

const SCALES: Readonly<Record<string, number>> = {
  trillion: 1e12,
  billion: 1e9,
  million: 1e6,
  thousand: 1e3,
};

test('the words give the number back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e12 }), fc.integer({ min: 0, max: 999 }), (whole, thousandths) => {
      const [integer = '', decimals = '0'] = numberInWords(whole + thousandths / 1000).split(' and ');
      const parts = integer.matchAll(/(\d+)(?: ([a-z]+))?/g);
      const sum = [...parts].reduce(
        (total, [, digits, name = '']) => total + Number(digits) * (SCALES[name] ?? 1),
        0,
      );
      expect(sum).toBe(whole);
      expect(Number.parseInt(decimals, 10)).toBe(thousandths);
    }),
    { seed: 20_261_129 },
  );
});
