// The properties of the reader of others' tables, for tests and the fuzzer. Chooses no number of cases.
import * as fc from 'fast-check';
import { decodeText } from '../../../src/tables/decode-text.ts';
import { guessColumns } from '../../../src/tables/guess-columns.ts';
import { readRunRows } from '../../../src/tables/read-run-rows.ts';
import { readTable } from '../../../src/tables/read-table.ts';
import type { Table } from '../../../src/tables/table.ts';
import { type Digits, type TextStyle, writeDigits, writeTable } from './write-table.ts';

const ALL_FOUND = { missing: 'refuse', derive: [] } as const;
const NAMES = ['N', 'D', 'loss'] as const;

const textStyle: fc.Arbitrary<TextStyle> = fc.record({
  delimiter: fc.constantFrom(',' as const, ';' as const, '\t' as const),
  lineEnd: fc.constantFrom('\n' as const, '\r\n' as const, '\r' as const),
  quotesAll: fc.boolean(),
  byteOrderMark: fc.boolean(),
  endsWithLine: fc.boolean(),
  blankRows: fc.boolean(),
});

/** A cell of any text. It holds a letter, so that its row is not blank. */
const cell = fc
  .tuple(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom('', ',', ';', '\t', '"', '\n', '\r\n', '""'),
  )
  .map((parts) => parts.join('x'));
/** Names of columns without a delimiter, all different. */
const header = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z_ ]{0,6}[a-z]$/), { minLength: 2, maxLength: 5 });
const cells = header.chain((names) =>
  fc
    .array(fc.array(cell, { minLength: names.length, maxLength: names.length }), {
      minLength: 1,
      maxLength: 6,
    })
    .map((rows) => ({ names, rows })),
);

const whole = fc.bigInt({ min: 1n, max: 10n ** 15n }).map(String);
const digits = (most: number): fc.Arbitrary<string> =>
  fc.array(fc.nat(9), { minLength: 1, maxLength: most }).map((some) => some.join(''));
const number: fc.Arbitrary<Digits> = fc.record({ whole, decimals: fc.oneof(fc.constant(''), digits(8)) });
/** A loss of four or more decimals, which no style splits as thousands. */
const loss: fc.Arbitrary<Digits> = fc.record({
  whole: fc.nat(9).map(String),
  decimals: digits(4).map((some) => `${some}0001`),
});
const numbers = fc.array(fc.tuple(number, number, loss), { minLength: 1, maxLength: 6 });

function valueOf({ whole: before, decimals }: Digits): number {
  return Number(`${before}.${decimals}`);
}

/** A table that is read. @throws with its refusal */
function accepted(text: string): Table {
  const table = readTable(text, 'runs.csv');
  if ('refused' in table) throw new Error(table.refused);
  return table;
}

function same(read: unknown, written: unknown): void {
  const [a, b] = [read, written].map((value) => JSON.stringify(value));
  if (a !== b) throw new Error(`${a} is not ${b}`);
}

/** @throws if a text is refused without the words */
function refusedWith(read: object | { refused: string }, words: string): void {
  const refused = 'refused' in read ? sentence(read.refused) : 'nothing';
  if (!refused.includes(words)) throw new Error(`refused with ${refused}, not with ${words}`);
}

function sentence(said: string): string {
  if (said.length === 0 || said.length > 600 || /[\p{Cc}\p{Cs}]/u.test(said))
    throw new Error(`no sentence: ${said}`);
  return said;
}

/** Reads a text as far as it can be read. Everything that is thrown fails the property. */
function readOrRefused(text: string): void {
  const table = readTable(text, 'runs.csv');
  if ('refused' in table) return void sentence(table.refused);
  const { columns } = guessColumns(table.columns);
  for (const missing of ['refuse', 'leave-out'] as const) {
    const runs = readRunRows(table, columns, { missing, derive: ['C', 'D'] });
    if ('refused' in runs) sentence(runs.refused);
    else {
      runs.said.forEach(sentence);
      const all = runs.rows.flatMap(({ place, N = 1, D = 1, C = 1, loss: L = 1 }) => [place, N, D, C, L]);
      if (all.some((value) => !(value > 0 && value < Infinity) && value !== 0))
        throw new Error(`no number in ${all.join()}`);
    }
  }
}

/** A text that is cut off or partly replaced. */
function garbled(text: string): fc.Arbitrary<string> {
  const part = fc.oneof(
    fc.string({ maxLength: 4 }),
    fc.constantFrom(
      '"',
      ',',
      ';',
      '\t',
      '{',
      '[',
      '}',
      ':',
      '1e999',
      '0x10',
      'NaN',
      '5M',
      '1.234',
      '1,234',
      '\r',
      '\n',
      '-',
    ),
  );
  return fc
    .tuple(fc.nat(text.length), fc.nat(6), part)
    .map(([at, length, other]) => text.slice(0, at) + other + text.slice(at + length));
}

const runsText = fc
  .tuple(numbers, textStyle)
  .map(([rows, style]) =>
    writeTable(
      [[...NAMES], ...rows.map((row) => row.map((one) => writeDigits(one, { decimal: '.', splitter: '' })))],
      style,
    ),
  );
const objects = numbers.map((rows) =>
  rows.map((row) => Object.fromEntries(row.map((one, i) => [NAMES[i], valueOf(one)]))),
);

export const TABLE_PROPERTIES: readonly {
  parser: 'run tables';
  says: string;
  property: fc.IRawProperty<unknown>;
}[] = [
  {
    parser: 'run tables',
    says: 'every cell of every style of text is read back, in its row',
    property: fc.property(cells, textStyle, ({ names, rows }, style) => {
      const table = accepted(writeTable([names, ...rows], style));
      same(table.columns, names);
      same(
        table.rows,
        rows.map((row, i) => ({ place: style.blankRows ? 2 * i + 3 : i + 2, cells: row })),
      );
      same(table.delimiter, style.delimiter);
    }),
  },
  {
    parser: 'run tables',
    says: 'every number is read back to the last bit, whatever splits its thousands and its decimals',
    property: fc.property(
      numbers,
      textStyle,
      fc.constantFrom('.' as const, ',' as const),
      fc.constantFrom('', 'other', ' ', '\u00a0', '\u202f', "'", '_'),
      (rows, style, told, split) => {
        const decimal = style.delimiter === ',' ? '.' : told;
        const splitter = split === 'other' ? (decimal === '.' ? ',' : '.') : split;
        const written = rows.map((row) => row.map((one) => writeDigits(one, { decimal, splitter })));
        const table = accepted(writeTable([[...NAMES], ...written], style));
        const runs = readRunRows(table, { N: 'N', D: 'D', loss: 'loss' }, ALL_FOUND);
        if ('refused' in runs) throw new Error(runs.refused);
        same(
          runs.rows.map(({ N, D, loss: L }) => [N, D, L]),
          rows.map((row) => row.map(valueOf)),
        );
      },
    ),
  },
  {
    parser: 'run tables',
    says: 'numbers that a decimal point and a decimal comma read differently are refused, if no other cell tells',
    property: fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 999 })), {
        minLength: 1,
        maxLength: 6,
      }),
      fc.constantFrom('.', ','),
      fc.constantFrom(';' as const, '\t' as const),
      (rows, mark, delimiter) => {
        const written = rows.map(([a, b]) => ['7', `${a}${mark}${String(b).padStart(3, '0')}`]);
        const style = {
          delimiter,
          lineEnd: '\n',
          quotesAll: false,
          byteOrderMark: false,
          endsWithLine: true,
          blankRows: false,
        } as const;
        const table = accepted(writeTable([['N', 'loss'], ...written], style));
        refusedWith(
          readRunRows(table, { N: 'N', loss: 'loss' }, ALL_FOUND),
          'runs.csv, row 2, column loss: ',
        );
      },
    ),
  },
  {
    parser: 'run tables',
    says: 'a row with a cell too many or too few is refused with its number',
    property: fc.property(runsText, fc.nat(), fc.boolean(), (text, which, more) => {
      const { delimiter, rows } = accepted(text);
      const { place } = rows[which % rows.length];
      const end = /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
      const lines = text.split(end);
      const line = lines[place - 1];
      lines[place - 1] = more ? `${line}${delimiter}9` : line.slice(0, line.lastIndexOf(delimiter ?? ','));
      refusedWith(
        readTable(lines.join(end), 'runs.csv'),
        `row ${place} has ${more ? 4 : 2} cells, the header has 3`,
      );
    }),
  },
  {
    parser: 'run tables',
    says: 'a quote that is never closed is refused with the row and the column where it opens',
    property: fc.property(numbers, fc.nat(), fc.nat(2), (rows, which, column) => {
      const lines = rows.map((row) => row.map((one) => writeDigits(one, { decimal: '.', splitter: '' })));
      const line = lines[which % lines.length];
      line[column] = `"${line[column]}`;
      const text = [[...NAMES], ...lines].map((row) => row.join(',')).join('\n');
      refusedWith(
        readTable(text, 'runs.csv'),
        `row ${(which % lines.length) + 2}, column ${NAMES[column]}: the quote before`,
      );
    }),
  },
  {
    parser: 'run tables',
    says: 'objects are read back from an array, an object around it, lines and columns of JSON',
    property: fc.property(
      objects,
      fc.constantFrom('array', 'around', 'lines', 'columns', 'pandas'),
      (rows, form) => {
        const columns = NAMES.map((name) => [name, rows.map((row) => row[name])] as const);
        const text = {
          array: () => JSON.stringify(rows, null, 1),
          around: () => JSON.stringify({ made: 'by hand', runs: rows }),
          lines: () => rows.map((row) => JSON.stringify(row)).join('\r\n'),
          columns: () => JSON.stringify(Object.fromEntries(columns)),
          pandas: () =>
            JSON.stringify(
              Object.fromEntries(
                columns.map(([name, values]) => [name, Object.fromEntries(values.entries())]),
              ),
            ),
        }[form];
        const runs = readRunRows(accepted(text()), { N: 'N', D: 'D', loss: 'loss' }, ALL_FOUND);
        if ('refused' in runs) throw new Error(runs.refused);
        same(
          runs.rows,
          rows.map((row, i) => ({ place: i + 1, ...row })),
        );
      },
    ),
  },
  {
    parser: 'run tables',
    says: 'any text and any damaged table are read or refused in a sentence',
    property: fc.property(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 200 }),
        runsText.chain(garbled),
        objects.chain((rows) => garbled(JSON.stringify(rows))),
        objects.chain((rows) => garbled(rows.map((row) => JSON.stringify(row)).join('\n'))),
        fc.json({ maxDepth: 4 }),
      ),
      readOrRefused,
    ),
  },
  {
    parser: 'run tables',
    says: 'any bytes are text or refused in a sentence',
    property: fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = decodeText(bytes, 'runs.csv');
      if (typeof text === 'string') readOrRefused(text);
      else sentence(text.refused);
    }),
  },
];
