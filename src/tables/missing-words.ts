import { isMissing } from './read-number.ts';
import { placeWords, type Table } from './table.ts';
import { shown } from './table-refused.ts';

/** The cells without numbers in some columns of a table. */
export interface Missing {
  /** Number of rows with such a cell. */
  rows: number;
  /** The first of them. */
  first: { place: number; column: string } | null;
  /** Number of such cells by what they say. '' for empty ones. */
  kinds: ReadonlyMap<string, number>;
}

export function countMissing(table: Table, columns: readonly number[]): Missing {
  const kinds = new Map<string, number>();
  let rows = 0;
  let first: Missing['first'] = null;
  for (const { place, cells } of table.rows) {
    const missing = columns.filter((column) => isMissing(cells[column]));
    if (missing.length === 0) continue;
    rows += 1;
    first ??= { place, column: table.columns[missing[0]] };
    for (const column of missing) {
      const kind = cells[column].trim();
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
  }
  return { rows, first, kinds };
}

/** As "runs.csv: 3 of 24 rows lack a number (2 cells are empty, 1 is NaN), first row 4, column loss". */
export function missingWords(table: Table, { rows, first, kinds }: Missing): string {
  const counts = Array.from(kinds, ([kind, count]) => `${count} ${kind === '' ? 'empty' : shown(kind)}`);
  const place =
    first === null ? '' : `, first ${placeWords(table.format, first.place)}, column ${shown(first.column)}`;
  return `${shown(table.name)}: ${rows} of ${table.rows.length} rows lack${rows === 1 ? 's' : ''} a number (${counts.join(', ')})${place}`;
}
