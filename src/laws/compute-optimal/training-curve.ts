import type { Refusal } from '../refusal.ts';
import type { BudgetedRun } from '../regression/run-point.ts';

/** Training losses of one model, on log axes. */
export interface TrainingCurve {
  /** The name of its run; undefined for a point without one. */
  run: string | undefined;
  /** N. */
  parameters: number;
  /** Log of C in FLOPs spent up to each point; ascending. */
  logC: Float64Array;
  /** Log of D, tokens seen. */
  logD: Float64Array;
  /** Log of the loss, smoothed. */
  logLoss: Float64Array;
}

/** A Gaussian is cut off at this many standard deviations. */
const REACH = 4;
/** A Gaussian narrower than this many points smooths nothing. */
const LEAST_WIDTH = 0.25;

/** Says why these points are not training curves, or null. Each run must have one N, and at most one point at any C. */
export function refuseCurves(points: readonly BudgetedRun[]): Refusal | null {
  for (const curve of byRun(points)) {
    const [{ run, parameters }] = curve;
    const other = curve.find((point) => point.parameters !== parameters);
    if (other)
      return { refused: `every point of a run has one N: ${run} has ${parameters} and ${other.parameters}` };
    const twice = curve.find(({ compute }, i) => i > 0 && compute === curve[i - 1].compute);
    if (twice) return { refused: `a run has one point at any C: ${run} has two at ${twice.compute}` };
  }
  return null;
}

/**
 * Training curves by the name of their run; a point without a name is a curve of its own. `refuseCurves` must have
 * accepted the points.
 *
 * @param smoothing standard deviation of the Gaussian that smooths a curve, as a share of its points
 */
export function curvesOf(points: readonly BudgetedRun[], smoothing: number): TrainingCurve[] {
  return byRun(points).map((curve) => {
    const logC = Float64Array.from(curve, ({ compute }) => Math.log(compute));
    const logLoss = Float64Array.from(curve, ({ loss }) => Math.log(loss));
    return {
      run: curve[0].run,
      parameters: curve[0].parameters,
      logC,
      logD: Float64Array.from(curve, ({ tokens }) => Math.log(tokens)),
      logLoss: smooth(logC, logLoss, smoothing * curve.length),
    };
  });
}

/** Interpolates `values` linearly at a place within `places`, which ascend; NaN outside. */
export function interpolate(places: Float64Array, values: Float64Array, at: number): number {
  const last = places.length - 1;
  if (!(at >= places[0] && at <= places[last])) return NaN;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (places[middle] <= at) low = middle;
    else high = middle;
  }
  if (low === high) return values[low];
  const share = (at - places[low]) / (places[high] - places[low]);
  return values[low] + share * (values[high] - values[low]);
}

/** Curves ascending in N, each ascending in compute. */
function byRun(points: readonly BudgetedRun[]): BudgetedRun[][] {
  const named = new Map<string | number, BudgetedRun[]>();
  points.forEach((point, i) => {
    const curve = named.get(point.run ?? i);
    if (curve) curve.push(point);
    else named.set(point.run ?? i, [point]);
  });
  return [...named.values()]
    .map((curve) => curve.toSorted((a, b) => a.compute - b.compute))
    .toSorted((a, b) => a[0].parameters - b[0].parameters || a[0].loss - b[0].loss);
}

/**
 * Replaces every point by the line of least squares, weighted by a Gaussian around the point. A straight curve stays as
 * it is.
 */
function smooth(x: Float64Array, y: Float64Array, width: number): Float64Array {
  if (width < LEAST_WIDTH) return y;
  return y.map((_, i) => {
    const from = Math.max(0, Math.ceil(i - REACH * width));
    const to = Math.min(y.length - 1, Math.floor(i + REACH * width));
    let [weights, sumX, sumY, sumXX, sumXY] = [0, 0, 0, 0, 0];
    for (let j = from; j <= to; j++) {
      const weight = Math.exp(-(((j - i) / width) ** 2) / 2);
      const offset = x[j] - x[i];
      weights += weight;
      sumX += weight * offset;
      sumY += weight * y[j];
      sumXX += weight * offset * offset;
      sumXY += weight * offset * y[j];
    }
    const determinant = weights * sumXX - sumX * sumX;
    return determinant > 0 ? (sumXX * sumY - sumX * sumXY) / determinant : sumY / weights;
  });
}
