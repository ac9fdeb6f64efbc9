import type { RunColumns, RunQuantity, RunRow } from './run-columns.ts';
import { countWords } from './read-run-row.ts';
import { placeWords, type Table } from './table.ts';
import { shown, TableRefused } from './table-refused.ts';

/** Rows with a computed quantity, and a sentence that says so. */
interface Derived {
  rows: readonly RunRow[];
  said: readonly string[];
}

/**
 * D = C/(6·N) or C = 6·N·D for rows whose table has no column for it, if it is wanted and the others have one (Kaplan et
 * al. 2020, section 2.1).
 *
 * @param remedy what a person can do about numbers in another unit, as the end of a refusal
 * @throws {TableRefused} for D below 1
 */
export function deriveQuantity(
  table: Pick<Table, 'name' | 'format'>,
  rows: readonly RunRow[],
  { N, D, C }: RunColumns,
  wanted: readonly RunQuantity[],
  remedy?: string,
): Derived {
  if (N === undefined) return { rows, said: [] };
  if (wanted.includes('D') && D === undefined && C !== undefined) {
    const withD = rows.map((row) => ({ ...row, D: (row.C ?? NaN) / (6 * (row.N ?? NaN)) }));
    const small = withD.find((row) => row.D < 1);
    if (small !== undefined) throw new TableRefused(smallWords(table, small, remedy));
    return {
      rows: withD,
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

function smallWords(
  { name, format }: Pick<Table, 'name' | 'format'>,
  { place, N, D, C }: RunRow,
  remedy?: string,
): string {
  const end = remedy === undefined ? '' : `; ${remedy}`;
  return `${name}, ${placeWords(format, place)}: D would be C/(6·N) = ${C}/(6·${N}) = ${Number(D?.toPrecision(3))}; ${countWords('D')}; C counts FLOPs (a PF-day is 8.64e19)${end}.`;
}
