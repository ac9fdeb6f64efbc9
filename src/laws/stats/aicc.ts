import type { LossFunction } from './huber.ts';

/** Residuals below this are rounding. It keeps the criterion of an exact fit finite. */
const RESOLUTION = 1e-10;

/**
 * Akaike's criterion with the correction for few points (Hurvich & Tsai 1989); lower is better. The fit maximises a
 * likelihood, and the criterion uses the same one: normal for squares, Laplace for Huber's loss, because δ lies far
 * below the noise. The width of the noise counts as a parameter.
 *
 * @param residuals of log loss
 * @param parameters of the law: 2, or 3 with a floor
 * @returns ∞ if n ≤ parameters + 2, too few points for the correction
 */
export function aicc(residuals: Float64Array, parameters: number, criterion: LossFunction): number {
  const deviance = criterion === 'huber' ? laplaceDeviance(residuals) : normalDeviance(residuals);
  return deviance + aiccCharge(residuals.length, parameters);
}

/** The penalty of the criterion for its parameters at n points; ∞ if n ≤ parameters + 2. */
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
