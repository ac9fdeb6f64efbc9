import type { RunColumns, RunQuantity, RunRow } from '../../src/tables/run-columns.ts';
import type { Decimal } from '../../src/tables/number-readings.ts';
import { readRunRows } from '../../src/tables/read-run-rows.ts';
import { orThrow, readTableFile } from '../read-table-file.ts';
import { chooseColumns } from './choose-columns.ts';
import { labelsOf } from './joint-report.ts';
import type { Quantity, Row } from './law.ts';

/** Which columns of which file to read, and how. */
export interface TableOptions {
  file: string;
  /** The names that options give to columns. */
  columns: RunColumns;
  quantities: readonly Quantity[];
  missing: 'refuse' | 'leave-out';
  decimal: Decimal | undefined;
}

/** What the command says about the table that it has read, in its JSON under `table`. */
export interface Reading {
  file: string;
  /** The name of each column that was read, by its quantity. */
  columns: RunColumns;
  rows: number;
  /** Rows that lack a number and were left out. */
  leftOut: number;
  /** What a person must know: columns that no option named, computed quantities, rows left out, how numbers are written. */
  said: readonly string[];
}

/** The quantities of the command in the names of tables. */
export const QUANTITIES = {
  n: 'N',
  d: 'D',
  c: 'C',
  u: 'U',
  s: 'S',
  batch: 'batch',
  position: 'position',
  small: 'small',
  big: 'big',
  loss: 'loss',
} as const satisfies Record<Quantity, RunQuantity>;

/**
 * The rows of a table. C is 6·N·D if it has no column, and D is C/(6·N).
 *
 * @throws in one sentence, if the file, a column or a number is missing
 */
export function readRows(options: TableOptions): { rows: Row[]; reading: Reading } {
  const { file, quantities, missing, decimal } = options;
  const table = readTableFile(file, file);
  const wanted = quantities.map((quantity) => QUANTITIES[quantity]);
  const { columns, said } = chooseColumns(table, options.columns, wanted);
  const isDerived = (quantity: RunQuantity) =>
    (quantity === 'C' || quantity === 'D') && columns[quantity] === undefined;
  const read = orThrow(
    readRunRows(table, columns, {
      missing,
      decimal,
      derive: wanted.filter(isDerived),
      remedies: {
        missing: '--missing leave-out leaves such rows out',
        style: '--decimal point or --decimal comma says which',
        unit: 'write numbers in full or with a suffix, as 5M',
      },
    }),
  );
  const { rows, leftOut } = read;
  return {
    rows: rows.map((row) => rowOf(row, quantities.includes('u'))),
    reading: { file, columns, rows: rows.length, leftOut, said: [...said, ...read.said] },
  };
}

/** @param repeats whether unique tokens differ from D */
function rowOf(row: RunRow, repeats: boolean): Row {
  const number = (name: RunQuantity): number => row[name] ?? NaN;
  return {
    n: number('N'),
    d: number('D'),
    c: number('C'),
    u: number(repeats ? 'U' : 'D'),
    s: number('S'),
    batch: number('batch'),
    position: number('position'),
    small: number('small'),
    big: number('big'),
    loss: number('loss'),
    ...labelsOf(row),
  };
}
