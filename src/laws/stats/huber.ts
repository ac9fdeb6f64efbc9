/** The function of residuals that a fit minimises: Huber's loss or squares. */
export type LossFunction = 'huber' | 'squares';

/** The residual of log loss at which Huber's loss turns from square to straight: Hoffmann et al. 2022, section 3.3. */
export const HUBER_DELTA = 1e-3;

/** Huber's loss: r²/2 up to δ, then a straight line of slope δ. δ = ∞ gives half the square. */
export function huber(residual: number, delta: number): number {
  const size = Math.abs(residual);
  return size <= delta ? (size * size) / 2 : delta * (size - delta / 2);
}

/** Huber's δ for a criterion. */
export function deltaOf(criterion: LossFunction): number {
  return criterion === 'huber' ? HUBER_DELTA : Infinity;
}
