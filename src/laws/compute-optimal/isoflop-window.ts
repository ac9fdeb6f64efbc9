import type { BudgetedRun } from '../regression/run-point.ts';
import { meanLog } from '../stats/mean.ts';

/** The runs around the best size of a budget. A parabola is a law only near its minimum. */
export interface IsoflopWindow<Run extends BudgetedRun = BudgetedRun> {
  /** The N of the lowest loss: the middle of the window on a log scale. */
  best: number;
  /** Whether it is the smallest or the largest size of the budget. */
  isAtEdge: boolean;
  /** How far the window reaches from the best size to both sides, as a factor. */
  reach: number;
  /** Ascending in N. */
  inside: readonly Run[];
  /** Ascending in N. */
  outside: readonly Run[];
}

/** The reach of a window that holds enough runs. */
export const USUAL_REACH = 8;
/** A parabola has three coefficients; one more run measures the noise. */
export const LEAST_RUNS = 4;
export const LEAST_SIZES = 3;
/** Sizes closer than this factor are one. It also keeps the sizes at the ends of a window inside. */
const SAME_SIZE = 1 + 1e-6;

/**
 * The runs within a factor of 8 of the size with the lowest loss (the mean over the seeds of a size). If they are fewer
 * than four runs of three sizes, or lie on one side of it, the window reaches as far as it must.
 *
 * @param points of one budget, ascending in N
 */
export function windowOf<Run extends BudgetedRun>(points: readonly Run[]): IsoflopWindow<Run> {
  const sizes = [...new Set(points.map(({ parameters }) => parameters))];
  const losses = sizes.map((size) =>
    meanLog(points.filter(({ parameters }) => parameters === size).map(({ loss }) => loss)),
  );
  const place = losses.reduce((least, loss, i) => (loss < losses[least] ? i : least), 0);
  const best = sizes[place];
  const distancesOf = (values: readonly number[]) => values.map((N) => Math.max(N / best, best / N));
  const neighbours = [place - 1, place + 1].filter((i) => i in sizes).map((i) => sizes[i]);
  const reach = Math.max(
    USUAL_REACH,
    nth(distancesOf(points.map(({ parameters }) => parameters)), LEAST_RUNS),
    nth(distancesOf(sizes), LEAST_SIZES),
    ...distancesOf(neighbours),
  );
  const isInside = ({ parameters }: Run) => distancesOf([parameters])[0] <= reach * SAME_SIZE;
  return {
    best,
    isAtEdge: neighbours.length < 2,
    reach,
    inside: points.filter(isInside),
    outside: points.filter((run) => !isInside(run)),
  };
}

/** The n-th smallest value, counted from 1; the largest if there are fewer. */
function nth(values: readonly number[], n: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(n, values.length) - 1];
}
