import type { Entry } from '../standard/entries.ts';
import type { ExpectedSeconds } from './expected-seconds.ts';
import type { Outlook } from './outlook.ts';

/** The second pass has the entries in the opposite order. */
export const PASSES = [0, 1] as const;

/** Expects everything that is to be done for these entries. */
export function expectEntries(outlook: Outlook, entries: readonly Entry[], expected: ExpectedSeconds): void {
  for (const entry of entries) {
    outlook.expect(preparationOf(entry), expected.preparation(entry));
    expectPasses(outlook, entry, expected);
  }
}

export function expectPasses(outlook: Outlook, entry: Entry, expected: ExpectedSeconds): void {
  for (const pass of PASSES) outlook.expect(passOf(entry, pass), expected.pass(entry));
}

/** Expects nothing more of an entry. */
export function forget(outlook: Outlook, entry: Entry): void {
  for (const work of [preparationOf(entry), ...PASSES.map((pass) => passOf(entry, pass))]) outlook.done(work);
}

/** The work of choosing an entry's kernels and checking its losses. */
export function preparationOf({ name }: Entry): string {
  return `kernels of ${name}`;
}

/** The work of a pass of an entry. */
export function passOf({ name }: Entry, pass: number): string {
  return `${name}, pass ${pass + 1}`;
}
