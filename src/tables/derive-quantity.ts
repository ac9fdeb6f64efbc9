import type { RunColumns, RunQuantity, RunRow } from './run-columns.ts';
import { shown } from './table-refused.ts';

/** Rows with a computed quantity, and a sentence that says so. */
interface Derived {
  rows: readonly RunRow[];
  said: readonly string[];
}

/**
 * D = C/(6·N) or C = 6·N·D for rows whose table has no column for it, if it is wanted and the others have one (Kaplan et
 * al. 2020, section 2.1).
 */
export function deriveQuantity(
  rows: readonly RunRow[],
  { N, D, C }: RunColumns,
  wanted: readonly RunQuantity[],
): Derived {
  if (N === undefined) return { rows, said: [] };
  if (wanted.includes('D') && D === undefined && C !== undefined) {
    return {
      rows: rows.map((row) => ({ ...row, D: (row.C ?? NaN) / (6 * (row.N ?? NaN)) })),
      said: [`There is no column for D: D is C/(6·N), from ${shown(C)} and ${shown(N)}.`],
    };
  }
  if (wanted.includes('C') && C === undefined && D !== undefined) {
    return {
      rows: rows.map((row) => ({ ...row, C: 6 * (row.N ?? NaN) * (row.D ?? NaN) })),
      said: [`There is no column for C: C is 6·N·D, from ${shown(N)} and ${shown(D)}.`],
    };
  }
  return { rows, said: [] };
}
