import type { Refusal } from '../refusal.ts';
import { covariance } from '../stats/correlation.ts';
import type { Interval } from '../stats/interval.ts';
import { mean } from '../stats/mean.ts';
import { refuseValues } from '../stats/refuse-values.ts';
import { studentQuantile } from '../stats/student.ts';

/** Squared norms of the gradient of one model, for a small batch and for a large one. */
export interface GradientNorms {
  /** Mean of the squared norms of one or more small batches. */
  small: number;
  /** Squared norm of the large batch. */
  big: number;
}

/** The simple noise scale of McCandlish et al. 2018: it predicts the critical batch size. */
export interface GradientNoiseScale {
  /** tr Σ / |G|², in the unit of the batch sizes. */
  noiseScale: number;
  /** 95 % interval; null for one measurement. Its upper end is ∞ if |G|² cannot be told from 0. */
  interval: Interval | null;
  /** |G|² of the true gradient. */
  squaredGradient: number;
  /** tr Σ of the gradient of a batch of 1. */
  trace: number;
}

const PERCENTILE = 0.975;

/**
 * Estimates tr Σ/|G|² from gradients at two batch sizes (McCandlish et al. 2018, appendix A.1): |G|² = (B_big·|g_big|²
 * − B_small·|g_small|²)/(B_big − B_small) and tr Σ = (|g_small|² − |g_big|²)/(1/B_small − 1/B_big). Both are unbiased,
 * and averaged over the measurements before they are divided. The interval of the ratio is Fieller's (1954). Refuses
 * measurements whose mean |G|² or tr Σ is not positive, because more of them are needed.
 *
 * @param measurements of independent batches
 * @param smallBatch B_small, in examples or tokens
 * @param bigBatch B_big, in the same unit
 */
export function gradientNoiseScale(
  measurements: readonly GradientNorms[],
  smallBatch: number,
  bigBatch: number,
): GradientNoiseScale | Refusal {
  const refusal = refuseMeasurements(measurements, smallBatch, bigBatch);
  if (refusal) return refusal;
  const traces = measurements.map(({ small, big }) => (small - big) / (1 / smallBatch - 1 / bigBatch));
  const squares = measurements.map(
    ({ small, big }) => (bigBatch * big - smallBatch * small) / (bigBatch - smallBatch),
  );
  const [trace, squaredGradient] = [mean(traces), mean(squares)];
  for (const [name, value] of [
    ['|G|²', squaredGradient],
    ['tr Σ', trace],
  ] as const) {
    if (value <= 0)
      return {
        refused: `the estimate of ${name} must be positive: ${value.toPrecision(2)} over ${count(measurements)}`,
      };
  }
  return {
    noiseScale: trace / squaredGradient,
    interval: measurements.length > 1 ? ratioInterval(traces, squares) : null,
    squaredGradient,
    trace,
  };
}

/**
 * Fieller's interval of a ratio of two means: every ratio ρ, from 0 on, that Student's test on y − ρ·x does not reject.
 */
function ratioInterval(y: readonly number[], x: readonly number[]): Interval {
  const quantile = studentQuantile(PERCENTILE, y.length - 1);
  const scale = quantile ** 2 / y.length;
  const [meanY, meanX] = [mean(y), mean(x)];
  // a·ρ² − 2·b·ρ + c ≤ 0. If a ≤ 0, x̄ may be 0, and no ρ is too large.
  const a = meanX ** 2 - scale * covariance(x, x);
  const b = meanX * meanY - scale * covariance(x, y);
  const c = meanY ** 2 - scale * covariance(y, y);
  const root = Math.sqrt(Math.max(b * b - a * c, 0));
  return { low: c > 0 ? c / (b + root) : 0, high: a > 0 ? (b + root) / a : Infinity };
}

function refuseMeasurements(
  measurements: readonly GradientNorms[],
  smallBatch: number,
  bigBatch: number,
): Refusal | null {
  const refusal = refuseValues({
    'batch size': [smallBatch, bigBatch],
    'squared norm': measurements.flatMap(({ small, big }) => [small, big]),
  });
  if (refusal) return refusal;
  if (!(bigBatch > smallBatch))
    return {
      refused: `the large batch must be larger than the small one: ${bigBatch} is not above ${smallBatch}`,
    };
  return measurements.length > 0 ? null : { refused: 'a noise scale needs at least 1 measurement: 0' };
}

function count({ length }: readonly GradientNorms[]): string {
  return length === 1 ? '1 measurement' : `${length} measurements`;
}
