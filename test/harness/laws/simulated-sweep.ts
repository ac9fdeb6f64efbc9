// Sweeps of one size on a law with a known truth. Trains nothing and fits nothing.
import type { LawPoint } from '../../../src/laws/power-law/log-sample.ts';

/** A law whose truth is known: L = floor + (scale / x)^exponent. */
export interface Truth {
  floor: number;
  scale: number;
  exponent: number;
}

/** Near the pure law of the default sweep at 1.02M tokens. */
export const PURE: Truth = { floor: 0, scale: 500_000, exponent: 0.115 };
/** Near the law of the default sweep at 4.10M tokens. */
export const FLOORED: Truth = { floor: 1.01, scale: 1850, exponent: 0.436 };

const WIDTHS = [8, 12, 16, 24, 32, 48, 64, 96];

/** N of the default sweep's widest `count` widths: 12·L·d² with L = 2. */
export function sweepSizes(count: number): number[] {
  return WIDTHS.slice(WIDTHS.length - count).map((width) => 24 * width * width);
}

export function trueLoss({ floor, scale, exponent }: Truth, x: number): number {
  return floor + (scale / x) ** exponent;
}

/** One run a size; `noise()` is added to each log loss. */
export function sweep(truth: Truth, sizes: readonly number[], noise = () => 0): LawPoint[] {
  return sizes.map((x) => ({ x, loss: trueLoss(truth, x) * Math.exp(noise()) }));
}
