import { extent } from '../src/laws/stats/extent.ts';

/** Rows of cells as lines of text, every column as wide as its widest cell. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => extent(rows.map((row) => row[column].length))[1]);
  return rows.map((row) => row.map((cell, column) => cell.padStart(widths[column])).join('  ')).join('\n');
}
