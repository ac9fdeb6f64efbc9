import type { Refusal } from '../refusal.ts';
import type { Measured, LawForm } from './form.ts';
import { LevenbergMarquardt } from './levenberg-marquardt.ts';
import type { FormFit } from './levenberg-marquardt.ts';
import type { LossScale } from './loss-scale.ts';

/** Where the search for a form's coefficients ended. */
export interface MultistartResult {
  best: FormFit;
  /** How many of the form's starts ended there. */
  agreeing: number;
}

/** Fits whose objectives are within this share of each other have found the same minimum. */
const SAME_MINIMUM = 1e-6;
/** Objectives of runs that a law fits exactly, each to 10⁻⁹ of log loss, are not told apart. */
const RESOLUTION = 1e-18;

/**
 * Searches from every start of a form to least squares, and from each minimum of those on to Huber's loss; refuses a
 * search without an end, and coefficients that are no law.
 */
export function multistart<Size extends object>(
  form: LawForm<string, Size>,
  points: readonly Measured<Size>[],
  delta: number,
  lossScale: LossScale,
): MultistartResult | Refusal {
  const fitter = new LevenbergMarquardt(form, points, lossScale);
  const weights = new Float64Array(points.length).fill(1);
  const squares = form.starts.map((start) => fitter.refine(start, weights, Infinity));
  const minima = distinct(squares, points.length);
  const fits = minima.map(({ fit, count }) => ({ fit: fitter.tighten(fit, weights, delta), count }));
  const { fit: best } = fits.reduce((least, one) => (one.fit.objective < least.fit.objective ? one : least));
  if (!best.converged)
    return { refused: `${form.name} is not determined by these runs: the search has no end` };
  const agreeing = fits
    .filter(({ fit }) => isSame(fit.objective, best.objective, points.length))
    .reduce((sum, { count }) => sum + count, 0);
  return form.refuse(best.theta) ?? { best, agreeing };
}

interface Minimum {
  fit: FormFit;
  /** How many starts ended at it. */
  count: number;
}

/** Fits without those that found what a better one had found. */
function distinct(fits: readonly FormFit[], runs: number): Minimum[] {
  const minima: Minimum[] = [];
  for (const fit of fits.toSorted((a, b) => a.objective - b.objective)) {
    const last = minima.at(-1);
    if (last && isSame(fit.objective, last.fit.objective, runs)) last.count++;
    else minima.push({ fit, count: 1 });
  }
  return minima;
}

function isSame(objective: number, least: number, runs: number): boolean {
  return objective <= least * (1 + SAME_MINIMUM) + runs * RESOLUTION;
}
