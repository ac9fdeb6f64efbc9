/** One finished run. */
export interface LawPoint {
  /** N, D or C; positive. */
  x: number;
  /** Nats per token; positive. */
  loss: number;
}

/** Points as the fits see them: ascending in x, on log axes, with x scaled to 0 to 1. */
export interface LogSample {
  /** Ascending in x, then in loss, so that no result depends on the order they came in. */
  points: readonly LawPoint[];
  /** (log x − origin) / range: 0 at the smallest x, 1 at the largest. */
  t: Float64Array;
  /** Log loss. */
  y: Float64Array;
  /** Log of the smallest x. */
  origin: number;
  /** Log of the largest x over the smallest. */
  range: number;
}

/** Takes the logs of points. If `refusePoints` refuses the points, the sample must not be used. */
export function logSample(points: readonly LawPoint[]): LogSample {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.loss - b.loss);
  const logs = sorted.map((point) => Math.log(point.x));
  const origin = logs[0];
  const range = logs[logs.length - 1] - origin;
  return {
    points: sorted,
    t: Float64Array.from(logs, (log) => (log - origin) / range),
    y: Float64Array.from(sorted, (point) => Math.log(point.loss)),
    origin,
    range,
  };
}

/** The place of x on the sample's axis; outside 0 to 1 beyond the points. */
export function placeOf(sample: LogSample, x: number): number {
  return (Math.log(x) - sample.origin) / sample.range;
}
