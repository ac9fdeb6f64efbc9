import { quantile } from './quantile.ts';

/** Where a quantity lies with 95 % confidence; an end is ∞ if the data do not bound it. */
export interface Interval {
  low: number;
  high: number;
}

/** A number with its 95 % interval. */
export interface Estimate extends Interval {
  value: number;
}

/** How the intervals of a fit are made. */
export interface IntervalOptions {
  /** Number of refits for every interval, at least 39; 1,000 by default. */
  replicates?: number;
  /** An integer; the same seed gives the same intervals. */
  seed?: number;
}

const TAIL = 0.025;

/** The share of true values that intervals should cover. */
export const LEVEL = 1 - 2 * TAIL;

/** The fewest refits for an interval: fewer have no 2.5 % quantile. */
const LEAST_REPLICATES = 1 / TAIL - 1;

/** The middle 95 % of a quantity over refits, widened if it does not cover the estimate. Sorts `values`. */
export function percentileInterval(values: Float64Array, estimate: number): Interval {
  values.sort();
  return {
    low: Math.min(quantile(values, TAIL), estimate),
    high: Math.max(quantile(values, 1 - TAIL), estimate),
  };
}

/** Says why this number of replicates is refused, or null. */
export function refuseReplicates(replicates: number): { refused: string } | null {
  if (Number.isInteger(replicates) && replicates >= LEAST_REPLICATES) return null;
  return { refused: `replicates must be an integer of at least ${LEAST_REPLICATES}: ${replicates}` };
}
