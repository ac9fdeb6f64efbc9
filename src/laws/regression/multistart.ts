import type { Refusal } from '../refusal.ts';
import type { Measured, LawForm } from './form.ts';
import { LevenbergMarquardt } from './levenberg-marquardt.ts';
import type { FormFit } from './levenberg-marquardt.ts';
import type { LossScale } from './loss-scale.ts';

/** Where the search for a form's coefficients ended. */
export interface MultistartResult {
  best: FormFit;
  /** How many starts of the form ended at this minimum. */
  agreeing: number;
}

/** Fits whose objectives differ by no more than this share have found the same minimum. */
const SAME_MINIMUM = 1e-6;
/** If a law fits the runs exactly, to 10⁻⁹ of log loss each, all objectives up to this count as the same. */
const RESOLUTION = 1e-18;

/**
 * Searches from every start of a form to a minimum of least squares, and from each of those minima to a minimum of
 * Huber's loss. Refuses a search that does not converge, and coefficients that are not a law.
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
    return { refused: `${form.name} is not determined by these runs: the search does not converge` };
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

/** The different minima among the fits, each with its best fit. */
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
