import { meanLog } from '../../laws/stats/mean.ts';
import { entryOf, SCORED } from '../standard/entries.ts';

/** The score of the reference machine. */
export const REFERENCE_SCORE = 1_000;

/** The weight of each entry in the mean of logarithms that makes the score; null if a scored entry is missing. */
export function scoredShares(names: readonly string[]): number[] | null {
  if (!SCORED.every((name) => names.includes(name))) return null;
  return names.map((name) => (SCORED.includes(name) ? 1 / SCORED.length : 0));
}

/** The score of a machine. @param time geometric mean over the scored entries, milliseconds per step */
export function scoreFrom(time: number): number {
  const reference = meanLog(SCORED.map((name) => entryOf(name).referenceMilliseconds ?? NaN));
  return (REFERENCE_SCORE * Math.exp(reference)) / time;
}
