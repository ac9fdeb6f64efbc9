import { csvFormatRows, csvParseRows, dsvFormat } from 'd3-dsv';
import { expect, test } from 'vitest';
import { readFiles } from '../../../src/lab/files/read-files.ts';
import { resultsCells } from '../../../src/lab/files/results-cells.ts';
import { resultsCsv } from '../../../src/lab/files/results-csv.ts';
import { finishedRuns } from '../../harness/lab/finished-run.ts';

const RUNS = finishedRuns('widths', 'quick', (_run, _step, lane) => 1.25 + lane / 3);
const CSV = resultsCsv(RUNS);
const [HEADER, ...LINES] = csvParseRows(CSV);
const ROWS = LINES.map((cells) => Object.fromEntries(cells.map((cell, i) => [HEADER[i], cell])));

/** What a spreadsheet writes of our table: cells split anew, numbers in another style. */
function rewritten(delimiter: string, written: (number: string) => string): string {
  const isNumber = (cell: string) => cell.trim() !== '' && Number.isFinite(Number(cell));
  const lines = LINES.map((cells) => cells.map((cell) => (isNumber(cell) ? written(cell) : cell)));
  return dsvFormat(delimiter).formatRows([HEADER, ...lines]);
}

const withComma = (number: string) => number.replace('.', ',');
/** Six digits, with a power of ten for large numbers. */
const sixDigits = (number: string) => {
  const value = Number(number);
  return value >= 1e11 ? value.toExponential(5).toUpperCase() : String(Number(value.toPrecision(6)));
};

test.each([
  ['semicolons and decimal commas', rewritten(';', withComma)],
  ['semicolons and decimal points', rewritten(';', (number) => number)],
  ['tabs and decimal commas', rewritten('\t', withComma)],
  ['a byte order mark and empty rows at the end', `\ufeff${CSV}${','.repeat(HEADER.length - 1)}\r\n\r\n`],
  [
    'columns without names and values at the end',
    rewritten(',', (number) => number).replaceAll(/(?=\n|$)/g, ',,'),
  ],
])('our own results come back from %s', (_, text) => {
  expect(resultsCells(text, 'r.csv', HEADER).rows.map(({ cells }) => cells)).toEqual(ROWS);
  const files = [CSV, text].map((csv) =>
    readFiles([{ name: 'r.csv', bytes: new TextEncoder().encode(csv) }]),
  );
  expect(files[1]).toEqual(files[0]);
  expect(files[0]).toMatchObject({ kind: 'results' });
});

test('six digits and powers of ten are read as numbers, with points and with commas', () => {
  const expected = ROWS.map(({ C = '' }) => Number(sixDigits(C)));
  const read = (text: string) => resultsCells(text, 'r.csv', HEADER).rows.map(({ cells }) => Number(cells.C));
  expect(read(rewritten(',', sixDigits))).toEqual(expected);
  expect(read(rewritten(';', (number) => withComma(sixDigits(number))))).toEqual(expected);
  expect(expected.some((C) => C >= 1e11)).toBe(true);
});

test('a row is named as the spreadsheet numbers it', () => {
  const [line] = LINES;
  const short = csvFormatRows([HEADER, [], line, line.slice(1)]);
  expect(() => resultsCells(short, 'r.csv', HEADER)).toThrow(
    `r.csv: row 4 has ${HEADER.length - 1} cells, the header has ${HEADER.length}`,
  );
  const odd = CSV.replace(/,yes(?=[,\r])/, ',perhaps');
  const read = readFiles([{ name: 'r.csv', bytes: new TextEncoder().encode(odd) }]);
  const place = ROWS.findIndex((cells) => cells.in_fit === 'yes') + 2;
  expect(read).toEqual({ refused: expect.stringContaining(`r.csv, row ${place}, in_fit: `) as string });
});

test('columns that somebody has added are left out and named', () => {
  const [header = '', ...lines] = CSV.trimEnd().split('\r\n');
  const noted = [`my note,${header},checked`, ...lines.map((line, i) => `good ${i},${line},yes`)];
  const { rows, ignored } = resultsCells(noted.join('\n'), 'r.csv', ['N'], HEADER);
  expect(ignored).toEqual(['my note', 'checked']);
  expect(rows.map(({ cells }) => cells)).toEqual(ROWS);
  const [read, plain] = [noted.join('\n'), CSV].map((csv) =>
    readFiles([{ name: 'r.csv', bytes: new TextEncoder().encode(csv) }]),
  );
  expect(read).toEqual({ ...plain, ignored });
  expect(plain).toMatchObject({ ignored: [] });
});
