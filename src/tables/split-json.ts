import { JsonScanner, type JsonValue } from './json-scanner.ts';
import { refuseColumns } from './split-records.ts';
import { quoted, TableRefused } from './table-refused.ts';

/** A row of JSON, by the names of its columns. */
export interface JsonRow {
  place: number;
  values: ReadonlyMap<string, JsonValue>;
}

/**
 * Whether an object holds a table whose names stand apart from its rows: `{columns: [...], data: [[...]]}`, as W&B's tables
 * and pandas' orient `split`.
 */
export function isSplitJson(object: ReadonlyMap<string, JsonValue>): boolean {
  const [columns, data] = [object.get('columns'), object.get('data')];
  return columns?.kind === 'array' && /^\[\s*"/.test(columns.text) && /^\[\s*[[\]]/.test(data?.text ?? '');
}

/** The rows of an object for which `isSplitJson` is true. @throws {TableRefused} for rows of another length */
export function* rowsOfSplitJson(object: ReadonlyMap<string, JsonValue>, name: string): Generator<JsonRow> {
  const of = (key: string, where: () => string) => new JsonScanner(object.get(key)?.text ?? '[]', where);
  const names = Array.from(of('columns', () => `${name}, columns`).array(), ({ text }) => text);
  refuseColumns(names.length, () => name);
  const doubled = names.find((column, i) => names.indexOf(column) !== i);
  if (doubled !== undefined) throw new TableRefused(`${name} has the column ${quoted(doubled)} twice.`);
  let place = 0;
  for (const { kind, text } of of('data', () => `${name}, data`).array()) {
    place += 1;
    const where = `${name}, object ${place} of data`;
    if (kind !== 'array') throw new TableRefused(`${where}: a row is an array, not ${quoted(text)}.`);
    const cells = [...new JsonScanner(text, () => where).array()];
    if (cells.length !== names.length) {
      throw new TableRefused(
        `${where}: the number of values is ${cells.length}, and that of columns ${names.length}: ${quoted(text)}.`,
      );
    }
    yield { place, values: new Map(names.map((column, i) => [column, cells[i]])) };
  }
}
