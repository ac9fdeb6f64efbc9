import { JsonScanner, type JsonValue } from './json-scanner.ts';
import { quoted, TableRefused } from './table-refused.ts';

/** Levels of objects within a row that become columns. Deeper ones stay the text of a cell. */
const LEVELS = 3;

/**
 * The values of a row, with those of its objects under names with points: `{config: {n_params: 5}}` gives `config.n_params`.
 *
 * @param where words for the place of the row, for refusals
 * @throws {TableRefused} if two values have one name
 */
export function flatRow(
  values: ReadonlyMap<string, JsonValue>,
  where: () => string,
): ReadonlyMap<string, JsonValue> {
  if (![...values.values()].some(({ kind }) => kind === 'object')) return values;
  const flat = new Map<string, JsonValue>();
  addFlat(values, '', LEVELS, flat, where);
  return flat;
}

function addFlat(
  values: ReadonlyMap<string, JsonValue>,
  holder: string,
  levels: number,
  flat: Map<string, JsonValue>,
  where: () => string,
): void {
  for (const [key, value] of values) {
    const name = `${holder}${key}`;
    const isOpened = value.kind === 'object' && levels > 0 && !/^\{\s*\}$/.test(value.text);
    if (isOpened) {
      const inner = new JsonScanner(value.text, where).object();
      addFlat(inner, `${name}.`, levels - 1, flat, where);
    } else if (flat.has(name)) {
      throw new TableRefused(`${where()}: ${quoted(name)} stands twice, once within an object.`);
    } else flat.set(name, value);
  }
}
