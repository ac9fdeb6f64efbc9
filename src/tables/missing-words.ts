import { isMissing } from './read-number.ts';
import { placeWords, type Table } from './table.ts';
import { listed, shown } from './table-refused.ts';

const MOST_PLACES = 10;

/** The rows of a table without numbers in some of its columns. */
export interface Missing {
  /** The places of these rows. */
  places: readonly number[];
  /** The names of the columns that lack a number somewhere. */
  columns: readonly string[];
  /** Number of such cells by what they say. '' for empty ones. */
  kinds: ReadonlyMap<string, number>;
}

export function countMissing(table: Table, columns: readonly number[]): Missing {
  const kinds = new Map<string, number>();
  const lacking = new Set<string>();
  const places: number[] = [];
  for (const { place, cells } of table.rows) {
    const missing = columns.filter((column) => isMissing(cells[column]));
    if (missing.length > 0) places.push(place);
    for (const column of missing) {
      const kind = cells[column].trim();
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      lacking.add(table.columns[column]);
    }
  }
  return { places, columns: [...lacking], kinds };
}

/** As "runs.csv: 3 of 24 rows lack a number in column loss (2 empty, 1 NaN): row 4, row 12, row 18". */
export function missingWords(table: Table, { places, columns, kinds }: Missing): string {
  const counts = Array.from(kinds, ([kind, count]) => `${count} ${kind === '' ? 'empty' : shown(kind)}`);
  const some = places.slice(0, MOST_PLACES).map((place) => placeWords(table.format, place));
  const more = places.length - some.length;
  const where = more > 0 ? `${some.join(', ')} and ${more} more` : some.join(', ');
  const lack = places.length === 1 ? 'row lacks' : 'rows lack';
  return `${table.name}: ${places.length} of ${table.rows.length} ${lack} a number in ${columns.length === 1 ? 'column' : 'columns'} ${listed(columns)} (${counts.join(', ')}): ${where}`;
}
