import { type Delimiter, TABLE_LIMITS } from './table.ts';
import { quoted, shown, TableRefused } from './table-refused.ts';

/** A row of cells. Cells that stood in quotes are without them. */
export interface CellRecord {
  /** Its row in the file. */
  place: number;
  cells: string[];
}

const QUOTE = 34;
const CR = 13;
const LF = 10;

/**
 * The rows of a text of cells that a delimiter splits (RFC 4180). Rows end with CR, LF or CRLF. An end of row at the end
 * of the text starts no further row.
 *
 * @param name of the file, for refusals
 * @param place of the first row in the file
 * @throws {TableRefused} for a quote that is not closed or stands within a cell, and for too large cells and rows
 */
export function* splitRecords(
  text: string,
  delimiter: Delimiter,
  name: string,
  place: number,
): Generator<CellRecord, void> {
  const splitter = delimiter.charCodeAt(0);
  let names: readonly string[] = [];
  let at = 0;
  for (let row = place; at < text.length; row++) {
    refuseRows(row - place, () => name);
    const cells: string[] = [];
    const where = () => `${name}, row ${row}, column ${columnWords(names, cells.length)}`;
    for (;;) {
      const isQuoted = text.charCodeAt(at) === QUOTE;
      const end = isQuoted ? endOfQuoted(text, at, splitter, where) : endOfPlain(text, at, splitter, where);
      if (end - at > TABLE_LIMITS.cellCharacters) {
        throw new TableRefused(
          `${where()}: a cell may have at most ${TABLE_LIMITS.cellCharacters.toLocaleString('en')} characters, and this has ${(end - at).toLocaleString('en')}.`,
        );
      }
      cells.push(isQuoted ? text.slice(at + 1, end - 1).replaceAll('""', '"') : text.slice(at, end));
      refuseColumns(cells.length, where);
      at = end;
      if (text.charCodeAt(at) !== splitter) break;
      at += 1;
    }
    at += text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? 2 : 1;
    if (names.length === 0) names = cells;
    yield { place: row, cells };
  }
}

/** @param count without the header. @throws {TableRefused} for more rows than a table may have */
export function refuseRows(count: number, where: () => string): void {
  if (count <= TABLE_LIMITS.rows) return;
  throw new TableRefused(
    `${where()}: a table may have at most ${TABLE_LIMITS.rows.toLocaleString('en')} rows.`,
  );
}

/** @throws {TableRefused} for more columns than a table may have */
export function refuseColumns(count: number, where: () => string): void {
  if (count <= TABLE_LIMITS.columns) return;
  throw new TableRefused(`${where()}: a table may have at most ${TABLE_LIMITS.columns} columns.`);
}

function columnWords(names: readonly string[], column: number): string {
  const name = names[column]?.trim();
  return name ? shown(name) : String(column + 1);
}

/** The text up to the end of its line. */
function lineFrom(text: string, start: number): string {
  return /.*/.exec(text.slice(start, start + 100))?.[0] ?? '';
}

/** The index after a cell without quotes. */
function endOfPlain(text: string, start: number, splitter: number, where: () => string): number {
  for (let end = start; end < text.length; end++) {
    const character = text.charCodeAt(end);
    if (character === splitter || character === LF || character === CR) return end;
    if (character === QUOTE) {
      throw new TableRefused(
        `${where()}: a quote stands within ${quoted(text.slice(start, end + 20))}; a cell with quotes is in quotes, and doubles its own.`,
      );
    }
  }
  return text.length;
}

/** The index after the last quote of a cell in quotes. */
function endOfQuoted(text: string, start: number, splitter: number, where: () => string): number {
  for (let from = start + 1; ;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) {
      throw new TableRefused(
        `${where()}: the quote before ${quoted(lineFrom(text, start + 1))} is never closed.`,
      );
    }
    const next = text.charCodeAt(quote + 1);
    if (next !== QUOTE) {
      if (quote + 1 === text.length || next === splitter || next === LF || next === CR) return quote + 1;
      throw new TableRefused(
        `${where()}: more stands after the last quote of ${quoted(text.slice(start, quote + 20))}; a cell doubles its own quotes.`,
      );
    }
    from = quote + 2;
  }
}
