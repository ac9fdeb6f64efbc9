import { expect, test } from 'vitest';
import { findCorpus } from '../../src/corpus/catalogue.ts';
import { decode, encode } from '../../src/corpus/tokenizer.ts';

const { alphabet } = findCorpus('sotu');

test('decoding undoes encoding', () => {
  const text = 'Fellow-Citizens of the Senate:\n\n"I feel much satisfaction" -- 54 degrees 40\' & 3/4 [sic]';
  expect(decode(encode(text, alphabet), alphabet)).toBe(text);
});

test('every token decodes to its symbol, and every symbol encodes to its token', () => {
  const tokens = Uint8Array.from(alphabet, (_, place) => place);
  expect(decode(tokens, alphabet)).toBe(alphabet);
  expect(encode(alphabet, alphabet)).toEqual(tokens);
});

test('an empty text has no tokens', () => {
  expect(encode('', alphabet)).toEqual(new Uint8Array(0));
  expect(decode([], alphabet)).toBe('');
});

test('an alphabet of 256 symbols uses every token', () => {
  const bytes = String.fromCharCode(...Array(256).keys());
  expect(decode(encode(bytes, bytes), bytes)).toBe(bytes);
  expect(() => encode('a', `${bytes}\u0100`)).toThrow('an alphabet has at most 256 symbols: 257');
});

test('the first character outside the alphabet is named', () => {
  expect(() => encode('naïve – ', alphabet)).toThrow('character "ï" (U+00EF) at 2 is not in the alphabet');
  expect(() => encode('a😀', alphabet)).toThrow('character "😀" (U+1F600) at 1');
});

test('the first token outside the alphabet is named', () => {
  expect(() => decode([0, 99], 'abc')).toThrow('token 99 is not of the 3 symbols');
});
