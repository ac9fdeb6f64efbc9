import { numberStyle } from '../../tables/number-style.ts';
import { readingsOf } from '../../tables/number-readings.ts';
import { readTable } from '../../tables/read-table.ts';
import type { Table, TableRow } from '../../tables/table.ts';
import { refusing } from '../../tables/table-refused.ts';
import { unprotectedCell } from './formats.ts';
import { ImportRefused, shown } from './import-refused.ts';
import { LIMITS } from './limits.ts';
import { isOfWords } from './result-columns.ts';

/** A row of a table of our own results. */
export interface ResultsRow {
  /** Its row in the file. The header is row 1. */
  place: number;
  /** Its cells by the names of columns, without apostrophes that protected them, and with decimal points. */
  cells: Readonly<Record<string, string>>;
}

/** The rows of a table of our own results, and what was not read of it. */
export interface ResultsCells {
  readonly rows: readonly ResultsRow[];
  /** The names of columns that this page does not write, which somebody has added. */
  readonly ignored: readonly string[];
}

/** Columns whose numbers show which decimals a spreadsheet has written. */
const DECIMAL_COLUMNS = ['C', 'loss', 'learning_rate', 'training_seconds'];

/**
 * The rows of a table of results as `toCsv` writes it, also after a spreadsheet has split its cells by semicolons or tabs
 * and has written decimal commas.
 * @param name of the file, for refusals
 * @param needed the columns that the table must have, in any order
 * @param known all columns that are read
 * @throws {ImportRefused}
 */
export function resultsCells(
  text: string,
  name: string,
  needed: readonly string[],
  known: readonly string[] = needed,
): ResultsCells {
  const table = readTable(text, name);
  if ('refused' in table) throw new ImportRefused(table.refused);
  const { columns } = table;
  // Tables that were put one after another have a header each.
  const rows = table.rows.filter(({ cells }) => !isHeader(cells, columns));
  const ignored = columns.filter((column) => !known.includes(column));
  const missing = needed.find((column) => !columns.includes(column));
  if (missing !== undefined) throw new ImportRefused(`${shown(name)} lacks the column ${missing}.`);
  if (rows.length > LIMITS.rows) {
    throw new ImportRefused(`${shown(name)} may have at most ${LIMITS.rows.toLocaleString('en')} rows.`);
  }
  const hasCommas = hasDecimalCommas({ ...table, rows });
  const read = rows.map(({ place, cells }: TableRow) => ({
    place,
    cells: Object.fromEntries(
      columns.flatMap((column, i) => {
        if (!known.includes(column)) return [];
        const cell = unprotectedCell(cells[i] ?? '');
        return [[column, hasCommas && !isOfWords(column) ? withPoint(cell) : cell] as const];
      }),
    ),
  }));
  return { rows: read, ignored };
}

function hasDecimalCommas(table: Table): boolean {
  if (table.delimiter === ',') return false;
  const places = DECIMAL_COLUMNS.map((name) => table.columns.indexOf(name)).filter((place) => place >= 0);
  const style = refusing(() => numberStyle(table, places));
  if ('refused' in style) throw new ImportRefused(style.refused);
  return style.decimal === 'comma';
}

function isHeader(cells: TableRow['cells'], columns: readonly string[]): boolean {
  return columns.every((name, i) => cells[i]?.replace(/^\ufeff/, '').trim() === name);
}

/** A cell's number with a decimal point. Other cells stay as they are. */
function withPoint(cell: string): string {
  const number = readingsOf(cell)?.comma;
  return number?.suffix === '' ? String(number.value) : cell;
}
