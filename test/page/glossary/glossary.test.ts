import { expect, test } from 'vitest';
import { foundEntries, GLOSSARY } from '../../../src/page/glossary/glossary.ts';

const ENTRIES = Object.values(GLOSSARY);

/** Sentences end with a point before a space or the end; `0.5` and `et al.` are within one. */
function sentences(words: string): number {
  return words.split(/(?<=[^l])\.(?:\s|$)/).filter((part) => part !== '').length;
}

test('an entry has one to three sentences, ends with a point and is short enough for a note', () => {
  for (const { title, words } of ENTRIES) {
    expect(sentences(words), title).toBeGreaterThanOrEqual(1);
    expect(sentences(words), title).toBeLessThanOrEqual(3);
    expect(words.endsWith('.'), title).toBe(true);
    expect(words.length, title).toBeLessThan(200);
  }
});

test('no two entries have one title', () => {
  expect(new Set(ENTRIES.map(({ title }) => title)).size).toBe(ENTRIES.length);
});

test('a search finds entries by any of their words, and an empty one finds all', () => {
  expect(foundEntries('aicc').map(({ title }) => title)).toContain('AICc');
  expect(foundEntries('Hoffmann floor').map(({ title }) => title)).toEqual(['Floor']);
  expect(foundEntries('')).toHaveLength(ENTRIES.length);
  expect(foundEntries('no such term')).toEqual([]);
});
