import { expect, test } from 'vitest';
import { alphabetOf, toAscii } from '../../../cli/corpora/corpus-alphabet.ts';

test('ASCII stays as it is', () => {
  const text = 'A line.\n\n"Another" -- 3/4 of it: [sic] & so on.';
  expect(toAscii(text)).toBe(text);
});

test('curly quotes, dashes, degrees and ligatures are spelled', () => {
  expect(toAscii('“We’re here”—at 54° 40′'.replace('′', "'"))).toBe('"We\'re here"--at 54 degrees 40\'');
  expect(toAscii('Œuvre, well‑being')).toBe('OEuvre, well-being');
});

test('accents are removed, composed or not', () => {
  expect(toAscii('naïve Nicolás Guaidó')).toBe('naive Nicolas Guaido');
  expect(toAscii('nai\u0308ve')).toBe('naive');
});

test('a character without a spelling is refused by name', () => {
  expect(() => toAscii('a ☃')).toThrow('No spelling for "☃" (U+2603).');
});

test('the alphabet holds the symbols of all texts, each once, in code point order', () => {
  expect(alphabetOf(['cab\n', 'bad, Cab'])).toBe('\n ,Cabcd');
});

test('an alphabet of more than 96 symbols is refused', () => {
  const symbols = String.fromCharCode(...Array(97).keys());
  expect(() => alphabetOf([symbols])).toThrow('97 symbols: at most 96.');
  expect(alphabetOf([symbols.slice(1)])).toHaveLength(96);
});
