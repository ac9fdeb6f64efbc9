// Checks every import against the table of rooms. Reads no file.
import type { Import } from './read-imports.ts';

/** The imports that a room may have. A room is a folder with everything below it, or one file. It may import itself. */
export interface Row {
  /** Rooms from which it may import anything. */
  readonly may: readonly string[];
  /** Rooms from which it may import only types. */
  readonly types?: readonly string[];
  /** Files that it may start by their URL. */
  readonly starts?: readonly string[];
  readonly packages?: readonly string[];
}

export type Table = Readonly<Record<string, Row>>;

/** The room of a file: the longest name that fits; undefined if none fits. */
export function roomOf(file: string, table: Table): string | undefined {
  return Object.keys(table)
    .filter((room) => isIn(file, room))
    .toSorted((a, b) => b.length - a.length)[0];
}

/** A sentence for each import that the table does not allow, and for each file without a room. */
export function brokenRows(imports: readonly Import[], table: Table): string[] {
  return imports.flatMap((one) => {
    const room = roomOf(one.from, table);
    if (room === undefined) return [`${one.from} is in no room of the table`];
    return isAllowed(one, room, table) ? [] : [`${one.from} (${room}) may not import ${wordsOf(one)}`];
  });
}

function isAllowed({ to, isPackage, takes }: Import, room: string, table: Table): boolean {
  const row = table[room];
  if (row === undefined) return false;
  if (isPackage) return row.packages?.includes(to) ?? false;
  if (takes === 'address') return row.starts?.includes(to) ?? false;
  if (roomOf(to, table) === room) return true;
  return [...row.may, ...(takes === 'types' ? (row.types ?? []) : [])].some((other) => isIn(to, other));
}

/** A sentence for each permission of the table that no import uses, so that the table does not become too permissive. */
export function unusedPermissions(imports: readonly Import[], table: Table): string[] {
  return Object.entries(table).flatMap(([room, { may, types = [], starts = [], packages = [] }]) => {
    const own = imports.filter(({ from }) => roomOf(from, table) === room);
    const reached = own.filter(({ to, isPackage }) => isPackage || roomOf(to, table) !== room);
    const uses = (test: (one: Import) => boolean) => reached.some(test);
    const unused = [
      ...may.filter((name) => !uses(({ to, takes }) => takes === 'values' && isIn(to, name))),
      ...types.filter((name) => !uses(({ to }) => isIn(to, name))),
      ...starts.filter((file) => !uses(({ to, takes }) => takes === 'address' && to === file)),
      ...packages.filter((name) => !uses(({ to, isPackage }) => isPackage && to === name)),
    ];
    return unused.map((name) => `${room} does not use ${name}`);
  });
}

function wordsOf({ to, takes }: Import): string {
  if (takes === 'address') return `the address of ${to}`;
  return takes === 'types' ? `types of ${to}` : to;
}

function isIn(file: string, room: string): boolean {
  return file === room || file.startsWith(`${room}/`);
}

/** Cycles of files that import each other, including types. Each cycle lists its files in alphabetical order. */
export function circlesOf(imports: readonly Import[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to, isPackage, takes } of imports) {
    if (isPackage || takes === 'address') continue;
    next.set(from, [...(next.get(from) ?? []), to]);
  }
  return stronglyConnected(next).filter(
    (files) => files.length > 1 || next.get(files[0] ?? '')?.includes(files[0] ?? ''),
  );
}

/** Tarjan 1972, "Depth-first search and linear graph algorithms". */
function stronglyConnected(next: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  function visit(node: string): number {
    const own = index.size;
    index.set(node, own);
    let lowest = own;
    stack.push(node);
    for (const other of next.get(node) ?? []) {
      if (!index.has(other)) lowest = Math.min(lowest, visit(other));
      else if (stack.includes(other)) lowest = Math.min(lowest, low.get(other) ?? index.get(other) ?? own);
    }
    low.set(node, lowest);
    if (lowest === own) found.push(stack.splice(stack.indexOf(node)).toSorted());
    return lowest;
  }
  for (const node of next.keys()) if (!index.has(node)) visit(node);
  return found;
}
