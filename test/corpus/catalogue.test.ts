import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { catalogue, findCorpus } from '../../src/corpus/catalogue.ts';

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

describe.each(catalogue)('$id', (entry) => {
  const packed = readFileSync(new URL(`../../public/${entry.file}`, import.meta.url));
  const text = gunzipSync(packed);

  test('the packed file has the length and the checksum of the catalogue', () => {
    expect(packed.length).toBe(entry.packedBytes);
    expect(sha256(packed)).toBe(entry.packedSha256);
  });

  test('the text has the length and the checksum of the catalogue', () => {
    expect(text.length).toBe(entry.bytes);
    expect(sha256(text)).toBe(entry.sha256);
  });

  test('the text has no symbol outside its alphabet', () => {
    const strangers = new Set(text.toString('latin1'));
    for (const symbol of entry.alphabet) strangers.delete(symbol);
    expect([...strangers]).toEqual([]);
  });

  test('the alphabet has at most 96 symbols, each once and in order', () => {
    expect(entry.alphabet.length).toBeLessThanOrEqual(96);
    expect(entry.alphabet).toBe([...new Set(entry.alphabet)].sort().join(''));
  });
});

test('every text has the same alphabet', () => {
  expect(new Set(catalogue.map((entry) => entry.alphabet)).size).toBe(1);
});

test('the addresses are in the order of their dates, the leaving president before the new one', () => {
  const text = gunzipSync(
    readFileSync(new URL('../../public/corpora/sotu.txt.gz', import.meta.url)),
  ).toString('latin1');
  const openings = [
    'In meeting you again I feel much satisfaction', // Washington, 1790
    'This is the eighth such report that, as President', // Truman, January 1953
    'I welcome the honor of appearing before you', // Eisenhower, February 1953
    'On each such previous occasion during these past eight years', // Eisenhower, January 1961
    'It is a pleasure to return from whence I came', // Kennedy, January 1961
  ];
  const places = openings.map((opening) => text.indexOf(opening));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('a text is found by its id', () => {
  expect(findCorpus('moby-dick').title).toContain('Moby-Dick');
});

test('an unknown id is refused, and the message lists the known ids', () => {
  expect(() => findCorpus('bible')).toThrow('There is no text "bible"; there are sotu, moby-dick.');
});
