import { mean } from '../stats/mean.ts';
import { pooledDeviation } from '../stats/pooled-deviation.ts';
import { bendNoise } from './bend-noise.ts';

/** How seeds of one width differ. */
export interface SeedSpread {
  /** Standard deviation of log loss over seeds of one width, pooled; null if no width has two seeds. */
  deviation: number | null;
  /** Degrees of freedom of that deviation: models less widths. */
  freedom: number;
  /** Mean over widths of 1 / its number of seeds. */
  share: number;
}

/**
 * What is assumed of the deviation between widths before the data are seen: 1 % of the loss, worth two degrees of
 * freedom. It decides only how much more a width of many seeds counts than a width of one.
 */
const USUAL = { deviation: 0.01, freedom: 2 };

/**
 * Weights of the means of widths. The variance of a mean is τ² + σ²/m: widths differ from a law by τ, and m seeds by σ.
 * τ² is estimated by the method of moments from how each width leaves the line between its neighbours.
 *
 * @param t places of the widths, ascending
 * @param y mean log loss of each width
 * @param seeds log losses of each width
 */
export function widthWeights(
  t: Float64Array,
  y: Float64Array,
  seeds: readonly (readonly number[])[],
): { weights: Float64Array; seeds: SeedSpread } {
  const pooled = pooledDeviation(seeds);
  const deviation = typeof pooled === 'number' ? pooled : null;
  const counts = seeds.map(({ length }) => length);
  const models = counts.reduce((sum, count) => sum + count, 0);
  const share = mean(counts.map((count) => 1 / count));
  const spread = { deviation, freedom: models - counts.length, share };
  const alike = counts.every((count) => count === counts[0]);
  if (deviation === null || deviation === 0 || alike)
    return { weights: new Float64Array(t.length).fill(1), seeds: spread };
  const { squares, freedom } = bendNoise(t, y);
  const known =
    USUAL.freedom * USUAL.deviation ** 2 + Math.max(squares - freedom * deviation ** 2 * share, 0);
  const between = known / (USUAL.freedom + freedom);
  const precisions = counts.map((count) => 1 / (between + deviation ** 2 / count));
  const middle = mean(precisions);
  return { weights: Float64Array.from(precisions, (precision) => precision / middle), seeds: spread };
}
