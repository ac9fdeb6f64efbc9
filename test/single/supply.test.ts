import { describe, expect, test } from 'vitest';
import { refuseOther, refuseText, supplyOf, wordsOfSupply } from '../../src/single/supply.ts';

const text = { id: 'whale', title: 'The Whale', parts: 4 };
const held = ['corpora/whale/held-out-01.txt.gz', 'corpora/other/training-01.txt.gz'];
const training = (count: number) =>
  Array.from({ length: count }, (_, i) => `corpora/whale/training-0${i + 1}.txt.gz`);
const supply = (count: number) => supplyOf(text, [...held, ...training(count)]);

test('the supply of a text is its training parts within the file', () => {
  expect(supply(0).here).toBe(0);
  expect(supply(3).here).toBe(3);
});

describe('a text of which the file holds two of four parts', () => {
  test('is enough for runs that need one or two', () => {
    expect(refuseText(supply(2), 0)).toBeNull();
    expect(refuseText(supply(2), 2)).toBeNull();
  });

  test('is refused, with both numbers, for runs that need three, and for those that need the whole', () => {
    expect(refuseText(supply(2), 3)).toContain('2 of the 4 parts of “The Whale”, and 3 are needed');
    expect(refuseText(supply(2), Infinity)).toContain('and all are needed');
  });

  test('says so where it is chosen', () => {
    expect(wordsOfSupply(supply(2))).toBe(' (2 of 4 parts in this file)');
  });
});

test('a text that the file lacks is refused for every run, and says so where it is chosen', () => {
  expect(refuseText(supply(0), 1)).toContain('this file lacks “The Whale”');
  expect(wordsOfSupply(supply(0))).toBe(' (not in this file)');
});

test('a text of which no run reads anything is not refused', () => {
  expect(refuseText(supply(0), 0)).toBeNull();
});

test('a whole text is enough for everything, and needs no words', () => {
  expect(refuseText(supply(4), Infinity)).toBeNull();
  expect(wordsOfSupply(supply(4))).toBe('');
});

test('models of other texts can be evaluated on a text whose held-out part is here', () => {
  expect(refuseOther(supply(0))).toBeNull();
  expect(refuseOther(supplyOf(text, training(4)))).toContain('this file lacks “The Whale”');
});
