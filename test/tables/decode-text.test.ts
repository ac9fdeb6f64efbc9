import { expect, test } from 'vitest';
import { decodeText } from '../../src/tables/decode-text.ts';

const TEXT = 'N,loss\r\n1,3.5 µ\r\n';

/** A text in UTF-16 or UTF-32, with the lowest byte first or last. */
function wide(text: string, bytes: 2 | 4, order: 'little' | 'big', mark: boolean): Uint8Array {
  const units = Array.from(`${mark ? '\ufeff' : ''}${text}`, (unit) => unit.codePointAt(0) ?? 0);
  return Uint8Array.from(
    units.flatMap((unit) => {
      const little = Array.from({ length: bytes }, (_, i) => (unit >> (8 * i)) & 255);
      return order === 'little' ? little : little.toReversed();
    }),
  );
}

test('UTF-8 is read with and without its byte order mark', () => {
  const bytes = new TextEncoder().encode(TEXT);
  expect(decodeText(bytes, 'runs.csv')).toBe(TEXT);
  expect(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes), 'runs.csv')).toBe(TEXT);
  expect(decodeText(new Uint8Array(), 'runs.csv')).toBe('');
});

test.each([
  [2, 'little', true],
  [2, 'big', true],
  [2, 'little', false],
  [2, 'big', false],
  [4, 'little', true],
  [4, 'big', true],
  [4, 'little', false],
  [4, 'big', false],
] as const)(
  'a text of %i bytes a character, %s end first, with a mark: %s, is refused',
  (bytes, order, mark) => {
    expect(decodeText(wide(TEXT, bytes, order, mark), 'runs.csv')).toEqual({
      refused: `runs.csv is UTF-${8 * bytes}, not UTF-8: save it as UTF-8 (in a spreadsheet: "CSV UTF-8").`,
    });
  },
);

test('bytes that are not UTF-8 are refused with their row', () => {
  const latin = Uint8Array.from('N,note\r\n1,a\r\n2,\u00b5\r\n', (character) => character.charCodeAt(0));
  expect(decodeText(latin, 'runs.csv')).toEqual({
    refused: expect.stringMatching(/^runs\.csv is not UTF-8 text \(row 3\): save it as UTF-8 /) as string,
  });
});

test.each([
  ['runs.xlsx', [0x50, 0x4b, 3, 4, 20], /^runs\.xlsx is a workbook or an archive: save the table as CSV\.$/],
  ['runs.xls', [0xd0, 0xcf, 0x11, 0xe0], /Excel/],
  ['runs.csv.gz', [0x1f, 0x8b, 8], /packed by gzip: unpack it first\.$/],
  ['runs.csv.zst', [0x28, 0xb5, 0x2f, 0xfd], /packed by zstd/],
  ['runs.parquet', [0x50, 0x41, 0x52, 0x31], /a Parquet file: save the table as CSV\.$/],
])('%s is refused with what to do', (name, bytes, words) => {
  expect(decodeText(Uint8Array.from(bytes), name)).toEqual({
    refused: expect.stringMatching(words) as string,
  });
});
