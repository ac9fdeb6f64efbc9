// The tier of tests that runs: `npm test` runs the daily tier, `npm run test:all` and every other command the full one.
// Only selects tests; it changes nothing in what a test checks. `full-tier-files.ts` names whole files.
import { inject, test } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Whether every test runs, with every size. */
    full: boolean;
  }
}

export const FULL: boolean = inject('full');

/** The rows of a parametrised test: all of them in the full tier, else the daily ones. */
export function inTier<Row>(all: readonly Row[], daily: readonly Row[]): readonly Row[] {
  return FULL ? all : daily;
}

/** Simulations of the full tier take minutes where other work shares the cores. */
const LONGEST_MS = 600_000;

/** A test of the full tier only. The daily tier does not list it, so that it does not count as skipped there. */
export const fullTest: (name: string, body: () => void | Promise<void>) => void = FULL
  ? // oxlint-disable-next-line vitest/valid-title, vitest/expect-expect -- title and assertions are the caller's
    (name, body) => test(name, body, LONGEST_MS)
  : () => {};
