import { expect, test } from 'vitest';
import { mostHeldOut, readHoldOut } from '../../../src/lab/imported/read-hold-out.ts';

const RULE = 'Give a whole number from 0 to 37, because the fits keep 3 of the 40 runs';

test.each(['999', '-3', '1e3', '40', '38', '2.7', '1e1', '0x5'])('%s is refused with the rule', (text) => {
  expect(readHoldOut(text, 40)).toEqual({ refused: `${RULE}: ${text}.` });
});

test('what a field reads as no number is refused', () => {
  expect(readHoldOut('', 40)).toEqual({ refused: `${RULE}: no whole number.` });
});

test.each([
  ['0', 0],
  ['37', 37],
  [' 5 ', 5],
])('%s is taken', (text, count) => {
  expect(readHoldOut(text, 40)).toEqual({ count });
});

test('of few runs none is left out', () => {
  expect([0, 2, 3, 4].map(mostHeldOut)).toEqual([0, 0, 0, 1]);
  expect(readHoldOut('0', 2)).toEqual({ count: 0 });
});
