import { unprotectedCell } from './formats.ts';
import { ImportRefused, shown } from './import-refused.ts';
import { LIMITS } from './limits.ts';

/** A row of a table, by the names of the first line. */
export type TableRow = Readonly<Record<string, string>>;

/**
 * The rows of a table of comma-separated values (RFC 4180) whose first line has the names. Cells that `toCsv` has protected
 * from spreadsheets come back as they were.
 * @param needed the columns that the table must have, in any order
 * @param names all columns that it may have
 * @throws {ImportRefused}
 */
export function parseCsv(
  text: string,
  needed: readonly string[],
  names: readonly string[] = needed,
): TableRow[] {
  const [header = [], ...rows] = cellsOf(text.replace(/^\ufeff/, ''));
  const unknown = header.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new ImportRefused(`the table has an unknown column: ${shown(unknown)}.`);
  const twice = header.find((name, i) => header.indexOf(name) !== i);
  if (twice !== undefined) throw new ImportRefused(`the table has the column ${shown(twice)} twice.`);
  const missing = needed.find((name) => !header.includes(name));
  if (missing !== undefined) throw new ImportRefused(`the table lacks the column ${missing}.`);
  return rows.map((cells, i) => {
    if (cells.length !== header.length) {
      throw new ImportRefused(`row ${i + 1} of the table has ${cells.length} cells, not ${header.length}.`);
    }
    return Object.fromEntries(header.map((name, column) => [name, cells[column] ?? '']));
  });
}

/** The cells of each line. An end of line at the end of the text starts no further line. */
function cellsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
    row.push(unprotectedCell(cell.value));
    at = cell.end;
    if (text[at] === ',') {
      at += 1;
      if (at === text.length) row.push('');
      continue;
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    rows.push(row);
    row = [];
    if (rows.length > LIMITS.rows + 1) {
      throw new ImportRefused(`the table may have at most ${LIMITS.rows.toLocaleString('en')} rows.`);
    }
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

interface Cell {
  value: string;
  /** Index after it: of a comma, an end of line, or the end of the text. */
  end: number;
}

function plainCell(text: string, start: number): Cell {
  let end = start;
  while (end < text.length && text[end] !== ',' && text[end] !== '\n' && !text.startsWith('\r\n', end))
    end += 1;
  return { value: text.slice(start, end), end };
}

function quotedCell(text: string, start: number): Cell {
  let value = '';
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) throw new ImportRefused(`the table ends within quotes: ${shown(text.slice(start))}.`);
    value += text.slice(from, quote);
    const end = quote + 1;
    if (text[end] === '"') {
      value += '"';
      from = end + 1;
    } else if (
      end === text.length ||
      text[end] === ',' ||
      text[end] === '\n' ||
      text.startsWith('\r\n', end)
    ) {
      return { value, end };
    } else {
      throw new ImportRefused(`the table has more after quotes: ${shown(text.slice(start, end + 20))}.`);
    }
  }
}
