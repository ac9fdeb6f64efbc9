import type { Estimate } from './interval.ts';

/** The 97.5 % quantile of the normal distribution. */
const Z = 1.959963984540054;

/**
 * The share of successes with its 95 % interval of scores (Wilson 1927), which stays within 0 and 1.
 *
 * @param successes 0 to `trials`, not always whole: the mean over several models, say
 * @param trials above 0
 */
export function wilson(successes: number, trials: number): Estimate {
  const value = successes / trials;
  const spread = Z ** 2 / trials;
  const middle = (value + spread / 2) / (1 + spread);
  const half = (Z / (1 + spread)) * Math.sqrt((value * (1 - value)) / trials + spread / (4 * trials));
  return { value, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
