import type { Measured, LawForm } from './form.ts';
import { LevenbergMarquardt } from './levenberg-marquardt.ts';
import type { FormFit } from './levenberg-marquardt.ts';
import type { LossScale } from './loss-scale.ts';
import { followProfile } from './profile-likelihood.ts';
import type { HeldFit, HoldAt, Profile } from './profile-likelihood.ts';
import { profileRise } from './profile-rise.ts';
import { SoftConstraint } from './soft-constraint.ts';

export interface ProfiledFit {
  /** Fitted to all points with nothing held. */
  best: FormFit;
  delta: number;
  lossScale: LossScale;
}

/** The first stiffness of a constraint, in rises of the objective for a step. */
const STIFFNESS = 1e4;
const STIFFER = 100;
const MOST_STIFFENINGS = 10;

/**
 * The profile likelihood of one parameter of a fitted form. It assumes that runs are independent and their noise is
 * normal.
 *
 * @param symbol place of the parameter among `form.symbols`; it must be positive
 */
export function profileParameter<Size extends object>(
  form: LawForm<string, Size>,
  points: readonly Measured<Size>[],
  { best, delta, lossScale }: ProfiledFit,
  symbol: number,
): Profile {
  const fitter = new LevenbergMarquardt(form, points, lossScale);
  const weights = new Float64Array(points.length).fill(1);
  const freedom = points.length - best.theta.length;
  const squares = fitter.refine(best.theta, weights, Infinity).objective;
  const rise = profileRise(delta, { sigma: Math.sqrt((2 * squares) / freedom), freedom });
  const logOf = (theta: Float64Array) => Math.log(form.parameters(theta)[symbol]);
  const constraint = new SoftConstraint(logOf, best.theta.length);
  fitter.constrain(constraint);
  const holdAt: HoldAt = (at, from) => {
    const step = at - from.place;
    constraint.at = at;
    constraint.stiffness = (STIFFNESS * rise) / step ** 2;
    for (let count = 0; ; count++) {
      const { theta, objective } = fitter.refine(from.theta, weights, delta);
      const place = logOf(theta);
      const isHeld = Math.abs(place - at) < Math.abs(step) / 2;
      if (isHeld || count === MOST_STIFFENINGS)
        return { theta, objective: objective - constraint.penalty(theta), place };
      constraint.stiffness *= STIFFER;
    }
  };
  const start: HeldFit = { ...best, place: logOf(best.theta) };
  return followProfile(form.symbols[symbol], start, rise, holdAt);
}
