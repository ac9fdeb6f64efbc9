import type { Quantity, Row } from './law.ts';
import { namesOf, readTable, readText } from './read-table.ts';

/** Which columns of which file to read. */
export interface Table {
  file: string;
  /** The name of each quantity's column. */
  columns: Readonly<Record<Quantity, string>>;
  quantities: readonly Quantity[];
  /** Names of columns of text. */
  labels: { run: string | undefined; shape: string | undefined };
}

/** A row before any of its columns is read. */
const UNREAD: Readonly<Record<Quantity, number>> = {
  n: NaN,
  d: NaN,
  c: NaN,
  u: NaN,
  s: NaN,
  batch: NaN,
  position: NaN,
  small: NaN,
  big: NaN,
  loss: NaN,
};

/**
 * The rows of a table. C is 6·N·D if no option names a column for it and there is no column C.
 *
 * @throws in one line, if the file, a column or a number is missing
 */
export function readRows({ file, columns, quantities, labels: { run, shape } }: Table): Row[] {
  const text = readText(file);
  const isSixND = columns.c === 'C' && quantities.includes('n') && !namesOf(text).includes('C');
  const read = quantities.filter((quantity) => !(quantity === 'c' && isSixND));
  const labels = [run, shape].filter((name) => name !== undefined);
  const names = read.map((quantity) => columns[quantity]);
  return readTable(text, file, names, labels).map(({ numbers, labels: texts }) => {
    const row = { ...UNREAD };
    for (const quantity of read) row[quantity] = numbers[columns[quantity]];
    return {
      ...row,
      c: isSixND ? 6 * row.n * row.d : row.c,
      u: quantities.includes('u') ? row.u : row.d,
      ...(run !== undefined && { run: texts[run] }),
      ...(shape !== undefined && { shape: texts[shape] }),
    };
  });
}
