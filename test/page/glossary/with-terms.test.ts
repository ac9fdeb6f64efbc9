import { expect, test } from 'vitest';
import { isGlossaryName } from '../../../src/page/glossary/glossary.ts';
import { TERM_WORDS, withTerms } from '../../../src/page/glossary/with-terms.ts';

/** The text of set sentences, with terms in brackets as `[name:words]` and powers after `^`. */
function text(sentences: readonly string[]): string[] {
  const set = withTerms();
  return sentences.map((sentence) =>
    set(sentence)
      .map((part) => {
        if (typeof part === 'string') return part;
        const [first = '', second] = part.values.map(String);
        return second === undefined ? `^${first}` : `[${first}:${second}]`;
      })
      .join(''),
  );
}

test('every term has an entry, and none is written within a longer one that stands after it', () => {
  const words = TERM_WORDS.map(([, written]) => written);
  expect(TERM_WORDS.filter(([name]) => !isGlossaryName(name))).toEqual([]);
  expect(new Set(words).size).toBe(words.length);
  for (const [i, written] of words.entries()) {
    expect(words.slice(i + 1).filter((later) => later.startsWith(written))).toEqual([]);
  }
});

test('the first mention of a term opens its entry, over all sentences that stand together', () => {
  expect(
    text(['R² = 0.97; the floor is above the floor.', 'A power law without a floor, R² asked.']),
  ).toEqual([
    '[r-squared:R²] = 0.97; the [floor:floor] is above the floor.',
    'A [power-law:power law] without a floor, R² asked.',
  ]);
});

test('a term within a word is none, and formulas keep their powers', () => {
  expect(text(['IsoFLOPs and floors: L = (3 / N)^0.34 nats'])).toEqual([
    'IsoFLOPs and floors: L = (3 / N)^0.34 [nats:nats]',
  ]);
});
