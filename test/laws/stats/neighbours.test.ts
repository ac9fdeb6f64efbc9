import { expect, test } from 'vitest';
import { neighbours } from '../../../src/laws/stats/neighbours.ts';

const words = (items: readonly string[]): string[] =>
  neighbours(items, (item) => Number(item.slice(1))).map(({ small, large }) => `${small} ${large}`);

test('items of different sizes are paired with the next smaller one', () => {
  expect(words(['a3', 'a1', 'a2'])).toEqual(['a1 a2', 'a2 a3']);
  expect(words(['a1'])).toEqual([]);
  expect(words([])).toEqual([]);
});

test('items of one size are never paired with each other', () => {
  expect(words(['a1', 'b1'])).toEqual([]);
  expect(words(['a1', 'b1', 'a2', 'b2'])).toEqual(['a1 a2', 'b1 b2']);
  expect(words(['a1', 'a2', 'b2', 'c2', 'a4'])).toEqual(['a1 a2', 'a1 b2', 'a1 c2', 'a2 a4']);
});
