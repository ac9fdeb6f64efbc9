import { isMissing } from './read-number.ts';
import { placeWords, type Table } from './table.ts';
import { listed, shown } from './table-refused.ts';

const MOST_PLACES = 10;

/** The rows of a table without values in some of its columns. */
export interface Missing {
  /** The places of these rows. */
  places: readonly number[];
  /** The names of the columns that lack a value somewhere. */
  columns: readonly string[];
  /** Number of such cells by what they say. '' for empty ones. */
  kinds: ReadonlyMap<string, number>;
}

/** Whether a row lacks a number, or a label of which only blanks are none. */
export function lacksCell(
  cells: readonly string[],
  numbers: readonly number[],
  labels: readonly number[],
): boolean {
  return (
    numbers.some((column) => isMissing(cells[column])) || labels.some((column) => cells[column].trim() === '')
  );
}

/** Counts the rows for which `lacksCell` is true. */
export function countMissing(table: Table, numbers: readonly number[], labels: readonly number[]): Missing {
  const kinds = new Map<string, number>();
  const lacking = new Set<string>();
  const places: number[] = [];
  for (const { place, cells } of table.rows) {
    if (!lacksCell(cells, numbers, labels)) continue;
    places.push(place);
    const missing = [
      ...numbers.filter((column) => isMissing(cells[column])),
      ...labels.filter((column) => cells[column].trim() === ''),
    ];
    for (const column of missing) {
      const kind = cells[column].trim();
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      lacking.add(table.columns[column]);
    }
  }
  return { places, columns: [...lacking], kinds };
}

/** As "runs.csv: 3 of 24 rows lack a value in column loss (2 empty, 1 NaN): row 4, row 12, row 18". */
export function missingWords(table: Table, { places, columns, kinds }: Missing): string {
  const counts = Array.from(kinds, ([kind, count]) => `${count} ${kind === '' ? 'empty' : shown(kind)}`);
  const some = places.slice(0, MOST_PLACES).map((place) => placeWords(table.format, place));
  const more = places.length - some.length;
  const where = more > 0 ? `${some.join(', ')} and ${more} more` : some.join(', ');
  const lack = places.length === 1 ? 'rows lacks' : 'rows lack';
  return `${table.name}: ${places.length} of ${table.rows.length} ${lack} a value in ${columns.length === 1 ? 'column' : 'columns'} ${listed(columns)} (${counts.join(', ')}): ${where}`;
}
