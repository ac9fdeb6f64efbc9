/** A table of text, as CSV, JSON or JSON Lines hold it. Its cells are not yet numbers. */
export interface Table {
  /** The name of its file, for refusals. */
  readonly name: string;
  readonly format: 'csv' | 'json' | 'json-lines';
  /** What splits its cells. Null for JSON. */
  readonly delimiter: Delimiter | null;
  /** The names of its columns, trimmed and all different. */
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** What a person must know about lines that are no rows, in sentences. */
  readonly said?: readonly string[];
}

export interface TableRow {
  /**
   * Where a person finds the row in the file: its row if the file is CSV (the header is row 1, and empty rows count), the
   * number of its object from 1 if it is JSON, its line if it is JSON Lines.
   */
  readonly place: number;
  /** One for each column. '' if the file has none. */
  readonly cells: readonly string[];
}

export type Delimiter = ',' | ';' | '\t';

/** The largest tables that are read. Larger ones are refused. */
export const TABLE_LIMITS = {
  characters: 64e6,
  rows: 1e6,
  columns: 1_000,
  cells: 5e6,
  cellCharacters: 1_000_000,
  /** Levels of brackets in a JSON text. */
  depth: 64,
} as const;

const PLACES = { csv: 'row', json: 'object', 'json-lines': 'line' } as const;

/** The words for a place of a table, as in "row 3". */
export function placeWords(format: Table['format'], place: number): string {
  return `${PLACES[format]} ${place}`;
}
