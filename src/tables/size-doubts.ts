import type { RunRow } from './run-columns.ts';
import { placeWords, type Table } from './table.ts';

/** C as people count it is seldom further from 6·N·D than this factor. */
const FAR = 3;

/** Sentences about sizes of rows that do not fit each other, though each can be read. */
export function sizeDoubts({ format }: Pick<Table, 'format'>, rows: readonly RunRow[]): string[] {
  return [...distinctDoubts(format, rows), ...computeDoubts(rows)];
}

/** A run cannot see more distinct tokens than tokens. */
function distinctDoubts(format: Table['format'], rows: readonly RunRow[]): string[] {
  const odd = rows.filter(({ U, D }) => U !== undefined && D !== undefined && U > D);
  const [first] = odd;
  if (first === undefined) return [];
  const others = odd.length > 1 ? ` and ${odd.length - 1} more` : '';
  return [
    `In ${placeWords(format, first.place)}${others}, the distinct tokens U, ${first.U}, are more than all tokens D, ${first.D}: are the columns swapped?`,
  ];
}

function computeDoubts(rows: readonly RunRow[]): string[] {
  const ratios = rows.flatMap(({ N, D, C }) =>
    N === undefined || D === undefined || C === undefined ? [] : [C / (6 * N * D)],
  );
  if (ratios.length === 0) return [];
  const median = ratios.toSorted((a, b) => a - b)[Math.floor(ratios.length / 2)];
  if (median >= 1 / FAR && median <= FAR) return [];
  return [
    `C is ${Number(median.toPrecision(2))} times 6·N·D in the median row: check what N, D and C count, and in which units.`,
  ];
}
