// A served page has every part of every text. In the page of one file, which may lack some, `src/single/text-supply.ts`
// stands in for this module.
import type { RunSettings } from './run-settings.ts';

/** Why runs cannot read their texts here; null if they can. */
export function lackingText(_runs: readonly RunSettings[]): string | null {
  return null;
}

/** Why the whole of a corpus cannot be read here; null if it can. */
export function lackingWhole(_corpus: string): string | null {
  return null;
}

/** What the title of a corpus is followed by where a person chooses it: which parts are not here. */
export function supplyWords(_corpus: string): string {
  return '';
}
