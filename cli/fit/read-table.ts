import { readFileSync } from 'node:fs';
import { csvParseRows } from 'd3-dsv';

export interface TableRow {
  numbers: Record<string, number>;
  labels: Record<string, string>;
}

/**
 * A file's text.
 *
 * @throws in one line, if it cannot be read
 */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/**
 * Reads columns of a table of comma-separated values whose first line names the columns.
 *
 * @param file named in errors
 * @param numbers names of the columns to read as numbers
 * @param labels names of the columns to read as text
 * @returns the rows that are not empty
 * @throws in one line, if there are no rows, a column is missing, or a cell is not a number
 */
export function readTable(
  text: string,
  file: string,
  numbers: readonly string[],
  labels: readonly string[] = [],
): TableRow[] {
  const [, ...rows] = csvParseRows(text);
  const names = namesOf(text);
  if (names.length === 0) throw new Error(`${file} is empty`);
  const [places, labelPlaces] = [numbers, labels].map((wanted) =>
    wanted.map((name) => ({ name, place: placeOf(name, names, file) })),
  );
  const filled = rows
    .map((cells, i) => ({ cells, line: i + 2 }))
    .filter(({ cells }) => cells.some((cell) => cell.trim()));
  if (filled.length === 0) throw new Error(`${file} has no rows below its names of columns`);
  return filled.map(({ cells, line }) => ({
    numbers: Object.fromEntries(
      places.map(({ name, place }) => [
        name,
        readNumber(cells[place], `${file}, row ${line}, column ${name}`),
      ]),
    ),
    labels: Object.fromEntries(labelPlaces.map(({ name, place }) => [name, cells[place] ?? ''])),
  }));
}

/** Names of a table's columns, without a byte order mark. */
export function namesOf(text: string): string[] {
  const [header = []] = csvParseRows(text.replace(/^\uFEFF/, ''));
  return header.map((name) => name.trim());
}

function placeOf(name: string, names: readonly string[], file: string): number {
  const place = names.indexOf(name);
  if (place >= 0) return place;
  throw new Error(`${file} has no column ${name}; it has ${names.join(', ')}`);
}

function readNumber(cell: string | undefined, place: string): number {
  const number = Number(cell);
  if (cell === undefined || cell.trim() === '' || !Number.isFinite(number))
    throw new Error(`${place}: ${JSON.stringify(cell ?? '')} is not a number`);
  return number;
}
