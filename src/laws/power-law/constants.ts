import type { LogCurve } from './log-curve.ts';
import type { LogSample } from './log-sample.ts';

/** α of a curve over a sample. */
export function exponentOf(curve: LogCurve, sample: LogSample): number {
  return curve.bend / sample.range;
}

/**
 * X_c of a curve over a sample. As α falls to 0, X_c goes to ∞, or to 0 for losses below 1 without a floor; a curve
 * with α ≤ 0 gets that limit. For a curve that does not fall it is 0, because (X_c/x)^α = 0.
 */
export function scaleOf({ start, fall, bend }: LogCurve, sample: LogSample): number {
  if (bend <= 0) return bend !== fall || start > 0 ? Infinity : 0;
  if (fall <= 0) return 0;
  const share = bend === fall ? 1 : Math.expm1(-fall) / Math.expm1(-bend);
  return Math.exp(sample.origin + (sample.range * (start + Math.log(share))) / bend);
}

/** A of a curve written E + A·x^−α: X_c^α, without its overflow. It is ∞ for α ≤ 0. */
export function amplitudeOf({ start, fall, bend }: LogCurve, sample: LogSample): number {
  if (bend <= 0) return Infinity;
  const share = bend === fall ? 1 : Math.expm1(-fall) / Math.expm1(-bend);
  return Math.exp((sample.origin * bend) / sample.range + start) * share;
}
