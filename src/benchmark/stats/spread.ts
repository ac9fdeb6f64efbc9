import { mean } from '../../laws/stats/mean.ts';
import { median } from './median.ts';

/** The smallest spread that counts, as a share of a time: clocks of browsers tick. */
const LEAST = 1e-4;
/** The median of |a − b| for normal numbers a and b, in standard deviations: √2·Φ⁻¹(3/4). */
const MEDIAN_DISTANCE = 0.9539;
/**
 * The variance of the logarithm of a spread, times its degrees of freedom, that chance may make: 0.85 for normal numbers
 * (simulated), and half as much again, because chance also decides how far spreads seem to differ.
 */
const CHANCE = 1.3;

/**
 * The standard deviation of samples within their passes, from the median of the distances between samples of one pass. The
 * levels of the passes do not matter, and a few slow samples hardly do.
 *
 * @param passes logarithms of times
 */
export function spreadWithin(passes: readonly (readonly number[])[]): number {
  const distances = passes.flatMap((pass) =>
    pass.flatMap((one, i) => pass.slice(i + 1).map((other) => Math.abs(one - other))),
  );
  return Math.max((distances.length === 0 ? 0 : median(distances)) / MEDIAN_DISTANCE, LEAST);
}

/**
 * Spreads drawn towards their geometric mean, the more, the less they differ beyond chance (empirical Bayes): a spread of ten
 * samples says little.
 *
 * @param freedom degrees of freedom of each spread
 */
export function steadied(spreads: readonly number[], freedom: readonly number[]): number[] {
  const logs = spreads.map(Math.log);
  const centre = mean(logs);
  const chance = mean(freedom.map((count) => CHANCE / Math.max(count, 1)));
  const seen = logs.reduce((sum, log) => sum + (log - centre) ** 2, 0) / Math.max(logs.length - 1, 1);
  const kept = seen > chance ? 1 - chance / seen : 0;
  return logs.map((log) => Math.exp(centre + kept * (log - centre)));
}
