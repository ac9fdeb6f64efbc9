/** The names of the JSON files, which each file gives in its field `format`. */
export const FORMATS = {
  experiment: 'loglog-experiment',
  results: 'loglog-results',
  history: 'loglog-history',
  measured: 'loglog-imported-runs',
} as const;

/** The unit of every loss in a file. */
export const LOSS_UNIT = 'nats/token';

/** The characters with which a formula may begin in a spreadsheet (OWASP, "CSV injection"). */
const FORMULA = String.raw`[=+\-@\t\r]`;
const COMPUTED = new RegExp(`^'*${FORMULA}`);
const PROTECTED = new RegExp(`^'+${FORMULA}`);

/**
 * A CSV cell with an apostrophe before it if a spreadsheet would compute it. A cell that looks protected already gets one
 * more, so that `unprotectedCell` gives back every cell.
 */
export function protectedCell(text: string): string {
  return COMPUTED.test(text) ? `'${text}` : text;
}

/** The text that `protectedCell` has protected. */
export function unprotectedCell(cell: string): string {
  return PROTECTED.test(cell) ? cell.slice(1) : cell;
}
