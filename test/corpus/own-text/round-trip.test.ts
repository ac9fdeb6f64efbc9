import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { alphabetOf } from '../../../src/corpus/own-text/alphabet-of.ts';
import { OTHER } from '../../../src/corpus/own-text/coding.ts';
import { countCodePoints, eachCodePoint } from '../../../src/corpus/own-text/each-code-point.ts';
import { decodeBytes, encodeCharacters } from '../../../src/corpus/own-text/own-tokens.ts';
import { decode } from '../../../src/corpus/tokenizer.ts';

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** Texts of any characters; lone surrogates cannot be in UTF-8. */
const anyText = fc.string({ unit: 'binary', maxLength: 2000 }).map((text) => text.replaceAll(/\p{Cs}/gu, ''));

/** Texts of more kinds of characters than there are tokens. */
const manyKinds = fc
  .array(fc.integer({ min: 0x4e00, max: 0x5200 }), { minLength: 1500, maxLength: 3000 })
  .map((codePoints) => String.fromCodePoint(...codePoints));

test('the code points of UTF-8 are those of the string', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const found: number[] = [];
      eachCodePoint(utf8(text), (codePoint) => found.push(codePoint));
      expect(found).toEqual(Array.from(text, (character) => character.codePointAt(0)));
      expect(countCodePoints(utf8(text))).toBe(found.length);
    }),
  );
});

test('tokens decode to the text, with its rarest characters replaced', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, manyKinds), (text) => {
      const { alphabet, replaced } = alphabetOf(utf8(text));
      const symbols = new Set(alphabet);
      expect(symbols.size).toBeLessThanOrEqual(256);
      const expected = Array.from(text, (character) => (symbols.has(character) ? character : OTHER));
      expect(decode(encodeCharacters(utf8(text), alphabet), alphabet)).toBe(expected.join(''));
      const characters = Array.from(text);
      expect(expected.filter((character, i) => character !== characters[i])).toHaveLength(replaced);
    }),
    { numRuns: 60 },
  );
});

test('no replaced character is more frequent than one that has a token', () => {
  fc.assert(
    fc.property(manyKinds, (text) => {
      const symbols = new Set(alphabetOf(utf8(text)).alphabet);
      const counts = new Map<string, number>();
      for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
      const of = (kept: boolean): number[] =>
        [...counts].filter(([character]) => symbols.has(character) === kept).map(([, count]) => count);
      expect(Math.max(0, ...of(false))).toBeLessThanOrEqual(Math.min(...of(true)));
    }),
    { numRuns: 30 },
  );
});

test('a text of 256 kinds of characters has a token for each, and one of 257 has 255 and one for the others', () => {
  const kinds = (count: number): string =>
    String.fromCodePoint(...Array.from({ length: count }, (_, i) => 0x1f300 + i));
  expect(alphabetOf(utf8(kinds(256)))).toEqual({ alphabet: kinds(256), kinds: 256, replaced: 0 });
  const { alphabet, replaced } = alphabetOf(utf8(kinds(257) + kinds(255)));
  expect(Array.from(alphabet)).toEqual(
    [OTHER, ...Array.from(kinds(255))].toSorted((a, b) => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0)),
  );
  expect(replaced).toBe(2);
});

test('tokens of bytes are the bytes of UTF-8', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(decodeBytes(utf8(text))).toBe(text.replace(/^\ufeff/, ''));
    }),
  );
});

test('a character without a token is named if the alphabet has no place for others', () => {
  expect(() => encodeCharacters(utf8('abc'), 'ab')).toThrow(
    'the character U+0063 is not in the alphabet of the text',
  );
});
