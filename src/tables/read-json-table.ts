import { flatRow } from './flat-row.ts';
import { JsonScanner, type JsonValue } from './json-scanner.ts';
import { refuseSize } from './read-delimited.ts';
import { isSplitJson, type JsonRow, rowsOfSplitJson } from './split-json.ts';
import { refuseColumns, refuseRows } from './split-records.ts';
import { placeWords, type Table } from './table.ts';
import { listed, shown, TableRefused } from './table-refused.ts';

const WANTED = 'a table is an array of objects, one for each row';

/**
 * A table of JSON objects, one for each row: an array of them, an object that holds one such array, or JSON Lines. Also an
 * object of columns, as pandas writes it: arrays, or objects with the numbers of rows as keys; and `{columns, data}`. Objects
 * within rows become columns.
 *
 * @throws {TableRefused}
 */
export function readJsonTable(text: string, name: string): Table {
  if (/^\s*\[/.test(text)) return tableOf('json', rowsOfArray(text, name), name);
  const scanner = new JsonScanner(text, () => `${name}, line ${lineOf(text, scanner.at)}`);
  const first = scanner.object();
  if (scanner.peek() === '') return tableOfObject(first, name);
  return tableOf('json-lines', rowsOfLines(text, name), name);
}

function* rowsOfArray(text: string, name: string): Generator<JsonRow> {
  let place = 1;
  const scanner = new JsonScanner(text, () => `${name}, object ${place}`);
  scanner.take('[');
  if (!scanner.skip(']')) {
    do {
      if (scanner.peek() !== '{') scanner.refuse(`${WANTED}, and something else stands`);
      yield { place, values: scanner.object() };
      place += 1;
    } while (scanner.skip(','));
    scanner.take(']');
  }
  if (scanner.peek() !== '') scanner.refuse('more stands after the table');
}

function* rowsOfLines(text: string, name: string): Generator<JsonRow> {
  let [place, counted] = [1, 0];
  const scanner = new JsonScanner(text, () => `${name}, line ${place}`);
  while (scanner.peek() !== '') {
    place += lineOf(text.slice(counted, scanner.at), scanner.at - counted) - 1;
    counted = scanner.at;
    yield { place, values: scanner.object() };
  }
}

/** The line of a character, from 1. */
function lineOf(text: string, at: number): number {
  let line = 1;
  for (let end = text.indexOf('\n'); end >= 0 && end < at; end = text.indexOf('\n', end + 1)) line += 1;
  return line;
}

/** A table of the only object of a text. */
function tableOfObject(object: ReadonlyMap<string, JsonValue>, name: string): Table {
  if (isSplitJson(object)) return tableOf('json', rowsOfSplitJson(object, name), name);
  const entries = [...object];
  const tables = entries.filter(([, { kind, text }]) => kind === 'array' && /^\[\s*\{/.test(text));
  const [table, ...others] = tables;
  if (others.length > 0) {
    throw new TableRefused(
      `${name} has more than one array of objects: ${listed(tables.map(([key]) => key))}; keep one.`,
    );
  }
  if (table !== undefined) return tableOf('json', rowsOfArray(table[1].text, name), name);
  if (entries.every(([, { kind }]) => kind === 'plain')) {
    return tableOf('json', [{ place: 1, values: object }], name);
  }
  const columns = entries.map(([key, value]) => ({
    key,
    values: columnOf(value, `${name}, column ${shown(key)}`),
  }));
  const [{ values: first }] = columns;
  if (first === null || columns.some(({ values }) => values === null)) {
    throw new TableRefused(`${name}: ${WANTED}; this has the keys ${listed([...object.keys()])}.`);
  }
  return tableOf('json', rowsOfColumns(columns, first.length, name), name);
}

/** The values of a column: an array, or an object whose keys count the rows from 0. Null if it is neither. */
/** @param where names the column in refusals */
function columnOf({ kind, text }: JsonValue, where: string): JsonValue[] | null {
  const scanner = new JsonScanner(text, () => where);
  if (kind === 'array') return [...scanner.array()];
  if (kind === 'plain') return null;
  const values = scanner.object(refuseRows);
  return [...values.keys()].every((key, i) => key === String(i)) ? [...values.values()] : null;
}

function* rowsOfColumns(
  columns: readonly { key: string; values: JsonValue[] | null }[],
  length: number,
  name: string,
): Generator<JsonRow> {
  const odd = columns.find(({ values }) => values?.length !== length);
  if (odd) {
    throw new TableRefused(
      `${name}: the column ${shown(odd.key)} has ${odd.values?.length} values, and the first column has ${length}.`,
    );
  }
  for (let row = 0; row < length; row++) {
    const values = columns.flatMap(({ key, values: all }) => (all ? [[key, all[row]] as const] : []));
    yield { place: row + 1, values: new Map(values) };
  }
}

/** @throws {TableRefused} for a table without rows, and for a too large one */
function tableOf(format: 'json' | 'json-lines', given: Iterable<JsonRow>, name: string): Table {
  const rows: JsonRow[] = [];
  const columns = new Map<string, string>();
  for (const { place, values } of given) {
    const where = () => `${name}, ${placeWords(format, place)}`;
    const row = { place, values: flatRow(values, where) };
    rows.push(row);
    for (const key of row.values.keys()) addColumn(key, columns, name);
    refuseColumns(columns.size, where);
    refuseSize(rows.length, columns.size, name);
  }
  if (columns.size === 0) throw new TableRefused(`${name} has no rows.`);
  return {
    name,
    format,
    delimiter: null,
    columns: [...columns.values()],
    rows: rows.map(({ place, values }) => ({
      place,
      cells: Array.from(columns.keys(), (key) => values.get(key)?.text ?? ''),
    })),
  };
}

/** Keys are names of columns after they are trimmed. @throws {TableRefused} for two keys of one name */
function addColumn(key: string, columns: Map<string, string>, name: string): void {
  if (columns.has(key)) return;
  const column = key.trim();
  if (column === '') throw new TableRefused(`${name} has a column without a name.`);
  if ([...columns.values()].includes(column))
    throw new TableRefused(`${name} has the column ${shown(column)} twice.`);
  columns.set(key, column);
}
