import { protectedCell } from './formats.ts';

/** A number or a text. Texts are protected from spreadsheets that would compute them. */
export type Cell = number | string;

/** A table of comma-separated values (RFC 4180) whose first line has the names. */
export function toCsv(names: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [names, ...rows].map((cells) => `${cells.map(written).join(',')}\r\n`).join('');
}

function written(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const safe = protectedCell(cell);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
