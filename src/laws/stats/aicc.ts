import type { LossFunction } from './huber.ts';

/** Log losses are not told apart below this, so an exact fit has a finite criterion. */
const RESOLUTION = 1e-10;

/**
 * Akaike's criterion with the correction for few points (Hurvich & Tsai 1989); lower is better.
 * The likelihood is the one whose maximum the fit is: normal for squares, Laplace for Huber's loss, whose δ lies
 * far below the noise. The width of the noise counts as a parameter.
 *
 * @param residuals of log loss
 * @param parameters of the law: 2, or 3 with a floor
 * @returns ∞ where the points are too few for the correction: n ≤ parameters + 2
 */
export function aicc(residuals: Float64Array, parameters: number, criterion: LossFunction): number {
  const deviance = criterion === 'huber' ? laplaceDeviance(residuals) : normalDeviance(residuals);
  return deviance + aiccCharge(residuals.length, parameters);
}

/** What the criterion charges for its parameters at n points; ∞ where n ≤ parameters + 2. */
export function aiccCharge(n: number, parameters: number): number {
  const k = parameters + 1;
  return n > k + 1 ? 2 * k + (2 * k * (k + 1)) / (n - k - 1) : Infinity;
}

/** −2 log likelihood with the best width of normal noise. */
function normalDeviance(residuals: Float64Array): number {
  const n = residuals.length;
  const variance = residuals.reduce((sum, r) => sum + r * r, 0) / n;
  return n * (1 + Math.log(2 * Math.PI * Math.max(variance, RESOLUTION ** 2)));
}

/** −2 log likelihood with the best width of Laplace noise. */
function laplaceDeviance(residuals: Float64Array): number {
  const n = residuals.length;
  const width = residuals.reduce((sum, r) => sum + Math.abs(r), 0) / n;
  return 2 * n * (1 + Math.log(2 * Math.max(width, RESOLUTION)));
}
