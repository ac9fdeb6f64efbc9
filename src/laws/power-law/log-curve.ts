/**
 * A law on log loss, written by its ends. With t = 0 at the smallest x, 1 at the largest, and linear in log x,
 *
 *     log L(t) = start + log(1 − (1 − e^−fall) · K(t)),   K(t) = (1 − e^(−bend·t)) / (1 − e^−bend)
 *
 * which is every L = E + A·x^−α. Its three numbers are nearly independent and nearly linear in the data, unlike
 * E, A and α. `bend = fall` is the pure power law (E = 0), a larger bend a positive floor, a smaller one a negative
 * floor. No loss has a negative floor, but fits to noisy data must be able to pass through one.
 */
export interface LogCurve {
  /** Log loss at the smallest x. */
  start: number;
  /** By how much log loss falls from the smallest x to the largest. */
  fall: number;
  /** Exponent α times the range of log x. */
  bend: number;
}

const SMALL_BEND = 1e-6;

/** K: the share of the fall that is done at t; 0 at 0, 1 at 1. `whole` = e^−bend − 1, for loops over t. */
export function fallDone(bend: number, t: number, whole = Math.expm1(-bend)): number {
  if (Math.abs(bend) < SMALL_BEND) return t + (bend * t * (1 - t)) / 2;
  return Math.expm1(-bend * t) / whole;
}

/** dK / dbend at t, where K = `done`. */
export function fallDoneByBend(bend: number, t: number, done: number, whole = Math.expm1(-bend)): number {
  if (Math.abs(bend) < SMALL_BEND) return (t * (1 - t)) / 2;
  return (done * (1 + whole) - t * (1 + done * whole)) / whole;
}

/** Log loss at t, which may lie outside 0 to 1; −∞ if a curve with a negative floor has crossed zero. */
export function logLossAt({ start, fall, bend }: LogCurve, t: number): number {
  if (bend === fall) return start - fall * t;
  const left = 1 + Math.expm1(-fall) * fallDone(bend, t);
  return left > 0 ? start + Math.log(left) : -Infinity;
}

/** E, the loss far to the right; −∞ for a bend of 0 or less, because such a curve never levels out. */
export function floorOf({ start, fall, bend }: LogCurve): number {
  if (bend <= 0) return -Infinity;
  if (bend === fall) return 0;
  return Math.exp(start) * (1 - Math.expm1(-fall) / Math.expm1(-bend));
}
