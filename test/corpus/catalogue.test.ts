import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { catalogue, findCorpus } from '../../src/corpus/catalogue.ts';
import origins from '../../src/corpus/origins.json' with { type: 'json' };
import { partFiles } from '../../src/corpus/part-files.ts';
import { packedFile, textOfPart, wholeText } from '../harness/corpus/packed-files.ts';

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

describe.each(catalogue)('$id', (entry) => {
  const { training, heldOut } = partFiles(entry);
  const text = wholeText(entry.id);

  test('each part has the length and the checksum that are recorded', () => {
    for (const part of [...training, ...heldOut]) {
      expect(packedFile(part).length, part.file).toBe(part.packedBytes);
      expect(textOfPart(part).length, part.file).toBe(part.bytes);
      expect(sha256(textOfPart(part)).slice(0, 16), part.file).toBe(part.sha256);
    }
  });

  test('the parts together are the whole text, of the length and the checksum of the catalogue', () => {
    expect(text.length).toBe(entry.bytes);
    expect(sha256(text)).toBe(entry.sha256);
  });

  test('each part has the letters of the whole text in nearly the same shares', () => {
    const whole = shares(text);
    const distances = [...training, ...heldOut].map((part) => distance(shares(textOfPart(part)), whole));
    // Held-out rows of photographs are few and long.
    expect(Math.max(...distances)).toBeLessThan(entry.items === undefined ? 0.02 : 0.05);
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

/** [256] the share of each byte. */
function shares(text: Buffer): Float64Array {
  const counts = new Float64Array(256);
  for (const byte of text) counts[byte]++;
  return counts.map((count) => count / text.length);
}

/** Total variation: the share of symbols that would have to be others. */
function distance(some: Float64Array, others: Float64Array): number {
  return some.reduce((sum, share, i) => sum + Math.abs(share - others[i]), 0) / 2;
}

test('every text of words has the same alphabet', () => {
  const words = catalogue.filter(({ items }) => items === undefined);
  expect(new Set(words.map((entry) => entry.alphabet)).size).toBe(1);
});

test('the addresses are in the order of their dates, the leaving president before the new one', () => {
  const text = wholeText('sotu').toString('latin1');
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

test('the Bible has its chapters in paragraphs, without labels of verses', () => {
  const text = wholeText('bible').toString('latin1');
  expect(text.trimEnd().split('\n\n')).toHaveLength(1189);
  expect(text).not.toMatch(/\d/);
  expect(text).toMatch(
    /^In the beginning God created the heaven and the earth\. And the earth was without form, and void;/,
  );
  expect(text).toMatch(/\n\nThe LORD is my shepherd; I shall not want\. He maketh me to lie down/);
  expect(text).toMatch(/The grace of our Lord Jesus Christ be with you all\. Amen\.\n$/);
});

test('every text has an origin and a licence', () => {
  expect(Object.keys(origins)).toEqual(catalogue.map(({ id }) => id));
  for (const { licence, source } of Object.values(origins)) expect([licence, source]).not.toContain('');
});

test('a text is found by its id', () => {
  expect(findCorpus('moby-dick').title).toContain('Moby-Dick');
});

test('an unknown id is refused, and the message lists the known ids', () => {
  expect(() => findCorpus('iliad')).toThrow(
    'There is no text "iliad"; there are sotu, moby-dick, bible, photographs.',
  );
});
