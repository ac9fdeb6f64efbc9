import { findDelimiter } from './find-delimiter.ts';
import { headerPlace } from './header-place.ts';
import { readingsOf } from './number-readings.ts';
import { refuseRows, splitRecords } from './split-records.ts';
import { type Delimiter, type Table, TABLE_LIMITS, type TableRow } from './table.ts';
import { listed, quoted, shown, TableRefused } from './table-refused.ts';

/**
 * A table whose first row that is not blank names the columns. Rows that are blank or only delimiters are skipped. A first
 * column without a name, as pandas writes its index, other columns without names and values, and lines of comments before
 * the header are left out.
 *
 * @throws {TableRefused}
 */
export function readDelimited(text: string, name: string): Table {
  const { start, place, told, comments } = headerPlace(text, name);
  const body = text.slice(start);
  if (body === '') throw new TableRefused(`${name} is empty.`);
  const delimiter = told ?? findDelimiter(body, name);
  const records = splitRecords(body, delimiter, name, place);
  const header = (records.next().value?.cells ?? []).map((cell) => cell.trim());
  refuseHeader(header, name);
  const rows: TableRow[] = [];
  for (const { place: row, cells } of records) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    if (cells.length !== header.length)
      throw new TableRefused(unevenWords(name, row, cells, header, delimiter));
    rows.push({ place: row, cells });
    refuseSize(rows.length, header.length, name);
  }
  refuseOtherDelimiters(header, rows, name);
  const said = comments > 0 ? { said: [commentWords(name, comments)] } : {};
  return { name, format: 'csv', delimiter, ...named(header, rows, name), ...said };
}

/** @throws {TableRefused} for more rows or cells than a table may have */
export function refuseSize(rows: number, columns: number, name: string): void {
  refuseRows(rows, () => name);
  const { cells: mostCells } = TABLE_LIMITS;
  if (rows * columns > mostCells) {
    throw new TableRefused(
      `${name} may have at most ${mostCells.toLocaleString('en')} cells, and has ${columns} columns with more than ${(rows - 1).toLocaleString('en')} rows.`,
    );
  }
}

function commentWords(name: string, comments: number): string {
  const lines = comments === 1 ? '1 line that starts' : `${comments} lines that start`;
  return `${name}: ${lines} with # before its names of columns ${comments === 1 ? 'is' : 'are'} left out.`;
}

/** @throws {TableRefused} for a header that names no columns or names one twice */
function refuseHeader(header: readonly string[], name: string): void {
  const names = header.filter((column) => column !== '');
  const numbers = names.filter((column) => readingsOf(column) !== null);
  if (numbers.length > names.length / 2) {
    throw new TableRefused(
      `${name}: its first row must name the columns, and has numbers: ${listed(names)}.`,
    );
  }
  refuseDoubled(header, name);
}

/** @throws {TableRefused} for two columns of one name */
function refuseDoubled(header: readonly string[], name: string): void {
  const places = new Map<string, number>();
  header.forEach((column, i) => {
    if (column === '') return;
    const first = places.get(column);
    if (first !== undefined)
      throw new TableRefused(
        `${name} has the column ${shown(column)} twice: columns ${first + 1} and ${i + 1}.`,
      );
    places.set(column, i);
  });
}

/** The columns that have names, with their cells. @throws {TableRefused} if another column has values */
function named(
  header: readonly string[],
  rows: readonly TableRow[],
  name: string,
): Pick<Table, 'columns' | 'rows'> {
  if (!header.includes('')) return { columns: header, rows };
  const isNamed = (_: string, column: number) => header[column] !== '';
  for (const { place, cells } of rows) {
    const column = cells.findIndex((cell, i) => i > 0 && header[i] === '' && cell.trim() !== '');
    if (column >= 0)
      throw new TableRefused(
        `${name}, row ${place}: column ${column + 1} has the value ${quoted(cells[column])}, and no name.`,
      );
  }
  return {
    columns: header.filter(isNamed),
    rows: rows.map(({ place, cells }) => ({ place, cells: cells.filter(isNamed) })),
  };
}

function unevenWords(
  name: string,
  row: number,
  cells: readonly string[],
  header: readonly string[],
  delimiter: Delimiter,
): string {
  const said = `${name}: row ${row} has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, the header has ${header.length}`;
  const hint = '; decimal commas need semicolons or tabs between cells';
  return `${said}${delimiter === ',' && cells.length > header.length ? hint : ''}: ${quoted(cells.join(delimiter))}.`;
}

/** Bars and spaces, which split no cells, though people use them so. */
const OTHER_DELIMITERS = [
  { split: /\s*\|\s*/, are: 'bars' },
  { split: /\s+/, are: 'spaces' },
];

/** @throws {TableRefused} for a table of one column in which bars or spaces split every row like its header */
function refuseOtherDelimiters(header: readonly string[], rows: readonly TableRow[], name: string): void {
  const [only = '', ...others] = header;
  if (others.length > 0 || rows.length === 0) return;
  for (const { split, are } of OTHER_DELIMITERS) {
    const count = only.split(split).length;
    if (count < 2 || rows.some(({ cells: [cell = ''] }) => cell.trim().split(split).length !== count))
      continue;
    throw new TableRefused(
      `${name}: ${are} seem to split its cells, as in ${quoted(only)}; split them by commas, semicolons or tabs.`,
    );
  }
}
