import { meanLog } from '../stats/mean.ts';
import { widthWeights } from './width-weights.ts';
import type { SeedSpread } from './width-weights.ts';
import { modelLogs } from './model-logs.ts';
import { widthsOf } from './widths.ts';

/** One finished run. */
export interface LawPoint {
  /** N, D or C; positive. */
  x: number;
  /** Nats per token; positive. */
  loss: number;
  /** Points of one x and one model are measurements of that model. Without a name it is a model of its own. */
  model?: string;
}

/**
 * Points as the fits see them: one for each value of x (a width), ascending in x, on log axes, with x scaled to 0 to 1.
 * Seeds of a width enter as the mean of their log losses, because they say nothing about how widths differ from a law.
 * Measurements of one model by several machines are one seed.
 */
export interface LogSample {
  /** All points, ascending in x, then in loss, so that no result depends on the order they came in. */
  points: readonly LawPoint[];
  /** (log x − origin) / range of each width: 0 at the smallest x, 1 at the largest. */
  t: Float64Array;
  /** Mean log loss of each width. */
  y: Float64Array;
  /** What each width counts; 1 on average, and 1 for all if they have equally many seeds. */
  weights: Float64Array;
  seeds: SeedSpread;
  /** Log of the smallest x. */
  origin: number;
  /** Log of the largest x over the smallest. */
  range: number;
}

/** Takes the logs of points. If `refusePoints` refuses the points, the sample must not be used. */
export function logSample(points: readonly LawPoint[]): LogSample {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.loss - b.loss);
  const widths = widthsOf(sorted);
  const logs = widths.map((width) => meanLog(width.map((point) => point.x)));
  const origin = logs[0];
  const range = logs[logs.length - 1] - origin;
  const t = Float64Array.from(logs, (log) => (log - origin) / range);
  const seeds = widths.map(modelLogs);
  const y = Float64Array.from(widths, (width) => meanLog(width.map((point) => point.loss)));
  return { points: sorted, t, y, ...widthWeights(t, y, seeds), origin, range };
}

/** The place of x on the sample's axis; outside 0 to 1 beyond the points. */
export function placeOf(sample: LogSample, x: number): number {
  return (Math.log(x) - sample.origin) / sample.range;
}
