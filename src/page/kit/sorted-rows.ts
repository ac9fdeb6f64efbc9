/** The order that a person chose by a column's head. */
export interface SortOrder {
  /** Id of the column. */
  readonly by: string;
  readonly direction: 'ascending' | 'descending';
}

/** What a row is sorted by; null if it has nothing there. */
export type SortValue = number | string | null;

const WORDS = new Intl.Collator('en', { numeric: true });

/** Rows in an order. Equal rows keep their places, and rows without a value come last in both directions. */
export function sortedRows<Row>(
  rows: readonly Row[],
  valueOf: (row: Row) => SortValue,
  direction: SortOrder['direction'],
): Row[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return rows
    .map((row) => ({ row, value: valueOf(row) }))
    .toSorted((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
      return sign * compared(a.value, b.value);
    })
    .map(({ row }) => row);
}

function compared(a: number | string, b: number | string): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : WORDS.compare(String(a), String(b));
}

/** The order after a press on a column's head: ascending, then descending, then as the rows were. */
export function nextOrder(order: SortOrder | null, column: string): SortOrder | null {
  if (order?.by !== column) return { by: column, direction: 'ascending' };
  return order.direction === 'ascending' ? { by: column, direction: 'descending' } : null;
}
