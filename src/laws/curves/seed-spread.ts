import type { Refusal } from '../refusal.ts';
import { rootMeanSquare } from '../stats/mean.ts';
import { studentQuantile } from '../stats/student.ts';

/** Curves of one run with several seeds, step by step. */
export interface SeedSpread {
  seeds: number;
  /** Mean loss at each step. */
  mean: Float64Array;
  /** Standard deviation over seeds at each step (n − 1). */
  deviation: Float64Array;
  /** 95 % interval of the mean at each step, by Student's t. */
  low: Float64Array;
  high: Float64Array;
  /** The root mean square of the standard deviations of all steps. */
  pooledDeviation: number;
}

const PERCENTILE = 0.975;

/**
 * Mean and spread of losses over seeds. Refuses a single seed, curves of different lengths, and losses that are not
 * finite.
 *
 * @param curves of each seed, the losses at the same steps, in nats per token
 */
export function spreadOverSeeds(curves: readonly ArrayLike<number>[]): SeedSpread | Refusal {
  const refusal = refuseCurves(curves);
  if (refusal) return refusal;
  const seeds = curves.length;
  const steps = curves[0].length;
  const quantile = studentQuantile(PERCENTILE, seeds - 1);
  const mean = Float64Array.from(
    { length: steps },
    (_, step) => sumOf(curves, (curve) => curve[step]) / seeds,
  );
  const deviation = mean.map((centre, step) =>
    Math.sqrt(sumOf(curves, (curve) => (curve[step] - centre) ** 2) / (seeds - 1)),
  );
  const half = deviation.map((value) => (quantile * value) / Math.sqrt(seeds));
  return {
    seeds,
    mean,
    deviation,
    low: mean.map((value, step) => value - half[step]),
    high: mean.map((value, step) => value + half[step]),
    pooledDeviation: rootMeanSquare(deviation),
  };
}

function sumOf(curves: readonly ArrayLike<number>[], quantity: (curve: ArrayLike<number>) => number): number {
  return curves.reduce((sum, curve) => sum + quantity(curve), 0);
}

function refuseCurves(curves: readonly ArrayLike<number>[]): Refusal | null {
  if (curves.length < 2) return { refused: `a spread over seeds needs at least 2 seeds: ${curves.length}` };
  const lengths = [...new Set(curves.map(({ length }) => length))];
  if (lengths.length > 1)
    return { refused: `curves of all seeds must have as many steps: ${lengths[0]} and ${lengths[1]}` };
  if (lengths[0] === 0) return { refused: 'a spread over seeds needs at least 1 step: 0' };
  for (const curve of curves) {
    const step = Array.prototype.findIndex.call(curve, (loss: number) => !Number.isFinite(loss));
    if (step !== -1) return { refused: `every loss must be finite: ${curve[step]} at step ${step + 1}` };
  }
  return null;
}
