import type { Refusal } from '../refusal.ts';
import { normals } from '../stats/normals.ts';
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
/** How many restarts follow if the starts disagree. */
const RESTARTS = 16;
const RESTART_SEED = 1;

/**
 * Searches from every start of a form to a minimum of the objective itself. The minima of least squares would not do as
 * a first stop: they lead all starts to one minimum of Huber's loss, though that loss has several where its valley is
 * flat. If the starts disagree, restarts look around the best minimum. Refuses a search that does not converge, and
 * coefficients that are not a law.
 */
export function multistart<Size extends object>(
  form: LawForm<string, Size>,
  points: readonly Measured<Size>[],
  delta: number,
  lossScale: LossScale,
): MultistartResult | Refusal {
  const fitter = new LevenbergMarquardt(form, points, lossScale);
  const all = new Float64Array(points.length).fill(1);
  const fits = form.starts.map((start) => fitter.refine(start, all, delta));
  const first = fits.reduce(lower);
  const agreeingWith = ({ objective }: FormFit) =>
    fits.filter((fit) => isSame(fit.objective, objective, points.length)).length;
  const best = agreeingWith(first) === fits.length ? first : restart(fitter, first, all, delta);
  if (!best.converged)
    return { refused: `${form.name} is not determined by these runs: the search does not converge` };
  return form.refuse(best.theta) ?? { best, agreeing: agreeingWith(best) };
}

/**
 * Looks for a lower minimum near one: goes to the minimum of the same runs with random weights, and from there back
 * to a minimum of the runs as they are (bootstrap restarting, Wood 2001). Random weights move the coefficients along
 * the directions that the runs leave open, about as far as their noise.
 */
function restart<Size extends object>(
  fitter: LevenbergMarquardt<Size>,
  from: FormFit,
  all: Float64Array,
  delta: number,
): FormFit {
  const normal = normals(RESTART_SEED);
  let best = from;
  for (let count = 0; count < RESTARTS; count++) {
    // Exponential, with a mean of 1: the weights of the Bayesian bootstrap (Rubin 1981).
    const weights = all.map(() => (normal() ** 2 + normal() ** 2) / 2);
    const away = fitter.refine(best.theta, weights, delta);
    best = lower(best, fitter.refine(away.theta, all, delta));
  }
  return best;
}

function lower(one: FormFit, other: FormFit): FormFit {
  return other.objective < one.objective ? other : one;
}

function isSame(objective: number, least: number, runs: number): boolean {
  return objective <= least * (1 + SAME_MINIMUM) + runs * RESOLUTION;
}
