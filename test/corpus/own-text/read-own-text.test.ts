import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_TEXT_BYTES } from '../../../src/corpus/own-text/coding.ts';
import { OwnTextRefused } from '../../../src/corpus/own-text/decode-own-text.ts';
import { ownTextOrRefusal } from '../../../src/corpus/own-text/read-in-worker.ts';
import { readOwnText, type OwnText } from '../../../src/corpus/own-text/read-own-text.ts';

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const utf16 = (text: string, littleEndian: boolean): Uint8Array<ArrayBuffer> => {
  const bytes = new DataView(new ArrayBuffer(2 * text.length + 2));
  [0xfeff, ...Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))].forEach((unit, i) =>
    bytes.setUint16(2 * i, unit, littleEndian),
  );
  return new Uint8Array(bytes.buffer);
};
const read = (...files: [name: string, bytes: Uint8Array<ArrayBuffer>][]): Promise<OwnText> =>
  readOwnText(files.map(([name, bytes]) => ({ name, bytes })));
const textOf = ({ text }: OwnText): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(text);

const GREETING = 'Grüß Gott, 世界 🌍\nשלום עולם\n';

describe('the same text in any encoding', () => {
  test.each([
    ['UTF-8', utf8(GREETING), []],
    ['UTF-8 with a byte order mark', utf8(`\ufeff${GREETING}`), []],
    ['UTF-8 with the line ends of Windows', utf8(GREETING.replaceAll('\n', '\r\n')), []],
    ['UTF-8 with the line ends of old Macs', utf8(GREETING.replaceAll('\n', '\r')), []],
    ['UTF-16, little-endian', utf16(GREETING, true), ['a.txt was read as UTF-16.']],
    ['UTF-16, big-endian', utf16(GREETING, false), ['a.txt was read as UTF-16.']],
  ])('%s is the same text with the same checksum', async (_, bytes, notes) => {
    const own = await read(['a.txt', bytes]);
    expect(textOf(own)).toBe(GREETING);
    expect(own.facts.sha256).toBe(createHash('sha256').update(GREETING).digest('hex'));
    expect(own.facts.notes).toEqual(notes);
  });
});

test('a text that is not UTF-8 is read as Latin-1, and the page says so', async () => {
  const { facts, ...own } = await read(['alt.txt', Uint8Array.from([0x47, 0x72, 0xfc, 0xdf, 0x65, 0x0a])]);
  expect(textOf({ facts, ...own })).toBe('Grüße\n');
  expect(facts.notes).toEqual([
    'alt.txt is not UTF-8: it was read as Latin-1, in which every byte is a character.',
  ]);
});

test('several files are one text in the order of their names, each on a line of its own', async () => {
  const own = await read(
    ['part 10.txt', utf8('ten')],
    ['part 2.txt', utf8('two\n')],
    ['part 1.txt', utf8('one')],
  );
  expect(textOf(own)).toBe('one\ntwo\nten');
  expect(own.facts.title).toBe('part 1 and 2 more');
});

test('tokens, symbols and bytes are counted in both codings', async () => {
  const { facts } = await read(['a.txt', utf8('ÄÄB\nÄ')]);
  expect(facts).toMatchObject({ bytes: 8, kinds: 3, replaced: 0, alphabet: '\nBÄ' });
  expect(facts.codings.characters).toMatchObject({ vocabulary: 3, tokens: 5 });
  expect(facts.codings.bytes).toMatchObject({ vocabulary: 256, tokens: 8 });
});

test('a name that is markup, has control characters or is very long is a short visible title', async () => {
  const { facts } = await read([
    `<img src=x onerror=alert(1)>\u202e\u0000${'n'.repeat(300)}.txt`,
    utf8('ab'),
  ]);
  expect(facts.title).toBe(`<img src=x onerror=alert(1)>${'n'.repeat(32)}`);
});

test.each([
  [
    'nothing',
    [],
    'empty has nothing to learn: a text needs at least two different characters, and it has 0.',
  ],
  [
    'one symbol only',
    [97, 97, 97],
    'empty has nothing to learn: a text needs at least two different characters, and it has 1.',
  ],
  ['zeros', [0, 0, 0, 0, 1, 2], 'empty.txt is not plain text: it is full of control characters.'],
  ['a PDF', [0x25, 0x50, 0x44, 0x46, 0x2d], 'empty.txt is a PDF: save it as plain text.'],
  ['a ZIP', [0x50, 0x4b, 3, 4], 'empty.txt is a document or an archive (ZIP): save it as plain text.'],
  ['UTF-32', [0xff, 0xfe, 0, 0, 0x61, 0, 0, 0], 'empty.txt is UTF-32: save it as UTF-8.'],
])('%s is refused in one sentence', async (_, bytes, refused) => {
  await expect(read(['empty.txt', Uint8Array.from(bytes)])).rejects.toThrow(refused);
  await expect(read(['empty.txt', Uint8Array.from(bytes)])).rejects.toBeInstanceOf(OwnTextRefused);
});

test('a NUL among many letters is a symbol like others', async () => {
  const { facts } = await read(['a.txt', utf8(`${'letters '.repeat(50)}\u0000`)]);
  expect(facts.alphabet).toContain('\u0000');
});

test('a byte more than 50 MB is refused with the rule and the number', async () => {
  const bytes = new Uint8Array(MOST_TEXT_BYTES + 1).fill(97);
  await expect(read(['a.txt', bytes])).rejects.toThrow(
    'A text may have at most 50,000,000 bytes in all, and this one has 50,000,001.',
  );
});

/** What was wrong with a text that was read; empty for nothing. */
function faultOf(own: OwnText): string {
  const { bytes, codings } = own.facts;
  if (codings.bytes.tokens !== bytes) return 'bytes';
  if (codings.characters.tokens !== Array.from(textOf(own)).length) return 'characters';
  return codings.characters.bigram <= Math.log(codings.characters.vocabulary) ? '' : 'entropy';
}

test('any bytes are a text or are refused in one sentence', async () => {
  const any = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(any, async (given) => {
      const own = await ownTextOrRefusal(
        given.map((bytes, i) => ({ name: `${i}.txt`, bytes: new Uint8Array(bytes) })),
      );
      expect('refused' in own ? own.refused : `${faultOf(own)}.`).toMatch(/^(\.|[^\n]+ [^\n]+\.)$/);
    }),
  );
});
