import { formatNumber } from '../format-number.ts';
import type { Interval } from '../stats/interval.ts';

/** The profile likelihood of one parameter: the least objective for each of its values. */
export interface Profile extends Interval {
  /** The parameter's name in a sentence. */
  name: string;
  /** The value at the minimum of the objective. */
  value: number;
  /** The objective at both ends of the 95 % interval. If it never rises so far, an end is 0 or ∞. */
  limit: number;
  /** Ascending in value. */
  points: readonly ProfilePoint[];
  /** The interval in one sentence. */
  words: string;
}

export interface ProfilePoint {
  /** A value of the parameter; positive. */
  value: number;
  /** The least objective at that value. */
  objective: number;
}

/** A fit with the parameter held; the next one starts from it. */
export interface HeldFit {
  /** Log of the parameter, which can differ a little from the place where the fit tries to hold it. */
  place: number;
  objective: number;
  theta: Float64Array;
}

/**
 * Fits the other parameters with this one held near a place.
 *
 * @param from where to start
 */
export type HoldAt = (place: number, from: HeldFit) => HeldFit;

const FIRST_STEP = 0.01;
const GROWTH = 1.5;
/** A parameter that can be 10⁴ times smaller or larger is not bounded. */
const REACH = Math.log(1e4);
const MOST_STEPS = 60;
const HALVINGS = 14;

/**
 * Follows the profile of a parameter to both sides, until the objective has risen by `rise` or the parameter has moved
 * by `REACH`.
 *
 * @param best the fit with nothing held
 */
export function followProfile(name: string, best: HeldFit, rise: number, holdAt: HoldAt): Profile {
  const fits = [best];
  const hold: HoldAt = (place, from) => {
    const fit = holdAt(place, from);
    fits.push(fit);
    return fit;
  };
  const limit = best.objective + rise;
  const low = Math.exp(endOf(best, -FIRST_STEP, limit, hold));
  const high = Math.exp(endOf(best, FIRST_STEP, limit, hold));
  const points = fits
    .toSorted((a, b) => a.place - b.place)
    .map(({ place, objective }) => ({ value: Math.exp(place), objective }));
  return { name, value: Math.exp(best.place), low, high, limit, points, words: wordsOf(name, { low, high }) };
}

/**
 * Log of the parameter at which the objective crosses the limit on one side. −∞ or ∞ if it does not cross, or if the
 * parameter is beyond a double.
 */
function endOf(best: HeldFit, firstStep: number, limit: number, hold: HoldAt): number {
  if (!Number.isFinite(best.place)) return firstStep * Infinity;
  let [inside, step] = [best, firstStep];
  for (let count = 0; count < MOST_STEPS; count++) {
    const next = hold(inside.place + step, inside);
    if (next.objective > limit) return crossing(inside, next, limit, hold);
    if (Math.abs(next.place - best.place) > REACH) break;
    inside = next;
    step *= GROWTH;
  }
  return firstStep * Infinity;
}

/** By bisection. */
function crossing(from: HeldFit, to: HeldFit, limit: number, hold: HoldAt): number {
  let [inside, outside] = [from, to];
  for (let count = 0; count < HALVINGS; count++) {
    const middle = hold((inside.place + outside.place) / 2, inside);
    if (middle.objective > limit) outside = middle;
    else inside = middle;
  }
  return inside.place;
}

function wordsOf(name: string, { low, high }: Interval): string {
  if (low === 0 && high === Infinity) return `These runs do not bound ${name}.`;
  if (high === Infinity)
    return `${name} is at least ${formatNumber(low)}, with 95 % confidence; nothing bounds it from above.`;
  if (low === 0)
    return `${name} is at most ${formatNumber(high)}, with 95 % confidence; nothing bounds it from below.`;
  return `${name} lies between ${formatNumber(low)} and ${formatNumber(high)}, with 95 % confidence.`;
}
