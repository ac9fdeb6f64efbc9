import { listed, shown, TableRefused } from './table-refused.ts';

/**
 * The place of a column: of the one with exactly this name, or else of the only one with this name if case, spaces,
 * hyphens and underscores do not count. Null if there is none.
 *
 * @throws {TableRefused} if several have this name but for case, spaces, hyphens and underscores
 */
export function findColumn(columns: readonly string[], name: string, table: string): number | null {
  const exact = columns.indexOf(name.trim());
  if (exact >= 0) return exact;
  const wanted = plainName(name);
  const places = [...columns.keys()].filter((place) => plainName(columns[place]) === wanted);
  if (places.length > 1) {
    throw new TableRefused(
      `${table} has no column ${shown(name)}, and more than one that is like it: ${listed(places.map((place) => columns[place]))}.`,
    );
  }
  return places[0] ?? null;
}

/** A name without case, spaces, hyphens and underscores. */
export function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, '');
}
