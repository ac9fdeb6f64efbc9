import { catalogue } from '../corpus/catalogue.ts';
import { layoutOf } from '../corpus/text-layout.ts';
import { textNeeded } from '../lab/plan/plan-runs.ts';
import type { RunSettings } from '../lab/plan/run-settings.ts';
import { namesWithin } from './files-within.ts';
import { refuseOther, refuseText, supplyOf, wordsOfSupply, type Supply } from './supply.ts';

/** A worker has no document, and lets the page decide. */
const supplies: readonly Supply[] =
  typeof document === 'undefined'
    ? []
    : catalogue.map((entry) => supplyOf({ ...entry, parts: layoutOf(entry).training.length }, namesWithin()));

/** Why runs cannot read their texts here; null if they can. */
export function lackingText(runs: readonly RunSettings[]): string | null {
  return supplies
    .map((supply) => {
      const own = runs.filter(({ corpus }) => corpus === supply.id);
      const needed = Math.max(
        0,
        ...own.map(textNeeded).map((parts) => (parts === 'whole' ? Infinity : parts)),
      );
      const isOther = runs.some(({ otherTexts = [] }) => otherTexts.includes(supply.id));
      return refuseText(supply, needed) ?? (isOther ? refuseOther(supply) : null);
    })
    .reduce((first, rule) => first ?? rule, null);
}

/** Why the whole of a corpus cannot be read here; null if it can. */
export function lackingWhole(corpus: string): string | null {
  const supply = supplies.find(({ id }) => id === corpus);
  return supply === undefined ? null : refuseText(supply, Infinity);
}

/** What the title of a corpus is followed by where a person chooses it: which parts are not here. */
export function supplyWords(corpus: string): string {
  const supply = supplies.find(({ id }) => id === corpus);
  return supply === undefined ? '' : wordsOfSupply(supply);
}
