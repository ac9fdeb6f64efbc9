/** A cell: figures as they are, words safe from spreadsheets that would compute them. */
export type Cell = number | string;

/**
 * What a spreadsheet may take for the start of a formula (OWASP, "CSV injection"), and what looks as if it had been made
 * safe already, so that a reader can undo it.
 */
const FORMULA = /^'*[=+\-@\t\r]/;

/** A table of comma-separated values (RFC 4180) with a line of names. */
export function toCsv(names: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [names, ...rows].map((cells) => `${cells.map(written).join(',')}\r\n`).join('');
}

function written(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
