import { csvParseRows } from 'd3-dsv';

/** @typedef {{ numbers: Record<string, number>, labels: Record<string, string> }} TableRow */

/**
 * Reads columns of numbers from a table of comma-separated values with a line of names.
 *
 * @param {string} text
 * @param {string} file named in errors
 * @param {readonly string[]} numbers names of the columns to read
 * @param {readonly string[]} [labels] names of columns to read as text
 * @returns {TableRow[]} one for each row that is not empty
 * @throws in one line, if there are no rows, not these columns, or a cell that is no number
 */
export function readTable(text, file, numbers, labels = []) {
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

/** Names of a table's columns, without the mark of byte order. @param {string} text */
export function namesOf(text) {
  const [header = []] = csvParseRows(text.replace(/^\uFEFF/, ''));
  return header.map((name) => name.trim());
}

/** @param {string} name @param {readonly string[]} names @param {string} file */
function placeOf(name, names, file) {
  const place = names.indexOf(name);
  if (place >= 0) return place;
  throw new Error(`${file} has no column ${name}; it has ${names.join(', ')}`);
}

/** @param {string | undefined} cell @param {string} place */
function readNumber(cell, place) {
  const number = Number(cell);
  if (cell === undefined || cell.trim() === '' || !Number.isFinite(number))
    throw new Error(`${place}: ${JSON.stringify(cell ?? '')} is no number`);
  return number;
}
