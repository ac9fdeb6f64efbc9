import type { Curve } from './curve.ts';

/** Neighbouring steps of a curve. The loss of a step is the mean over the lanes that have not diverged. */
export interface Span {
  /** First and last step, counted from 1. */
  first: number;
  last: number;
  /** The lowest and highest loss of these steps. */
  low: number;
  high: number;
  /** Mean loss of the steps around the span's middle; without smoothing, of the span's own steps. */
  mean: number;
}

const SPANS_A_DECADE = 80;
const SPANS_IN_ALL = 300;

export type Smoothing = 'none' | 'light' | 'strong';

/** The mean is over the steps from s / f to s · f, because this has the same width everywhere on a log axis. */
const FACTORS: Record<Smoothing, number> = { none: 1, light: 1.1, strong: 1.4 };

/**
 * A curve in a few hundred spans, each with its lowest and highest loss. They have equal widths on a log axis (80 a decade)
 * or on a linear axis (300 over the planned steps). A complete span does not change while the curve grows.
 */
export function decimate(
  curve: Curve,
  axis: 'log' | 'linear',
  plannedSteps: number,
  smoothing: Smoothing = 'light',
): Span[] {
  const losses = laneMeans(curve);
  const sums = runningSums(losses);
  const stride = Math.max(1, Math.ceil(plannedSteps / SPANS_IN_ALL));
  const spans: Span[] = [];
  for (let first = 1; first <= curve.steps;) {
    const next = axis === 'log' ? nextOnLogAxis(first) : first + stride;
    const last = Math.min(curve.steps, next - 1);
    spans.push({
      first,
      last,
      ...extremes(losses, first, last),
      mean: meanOf(sums, first, last, FACTORS[smoothing]),
    });
    first = next;
  }
  return spans;
}

function nextOnLogAxis(step: number): number {
  return Math.max(step + 1, Math.ceil(step * 10 ** (1 / SPANS_A_DECADE)));
}

function extremes(losses: Float64Array, first: number, last: number): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  for (let step = first; step <= last; step++) {
    const loss = losses[step - 1] ?? NaN;
    if (!Number.isFinite(loss)) continue;
    low = Math.min(low, loss);
    high = Math.max(high, loss);
  }
  return low > high ? { low: NaN, high: NaN } : { low, high };
}

/** The mean loss of each step. Lanes that have diverged leave the mean; NaN if all have. */
function laneMeans(curve: Curve): Float64Array {
  const means = new Float64Array(curve.steps);
  for (let step = 0; step < curve.steps; step++) {
    let row = 0;
    let sound = 0;
    for (let lane = 0; lane < curve.lanes; lane++) {
      const loss = curve.losses[step * curve.lanes + lane] ?? NaN;
      if (!Number.isFinite(loss)) continue;
      row += loss;
      sound += 1;
    }
    means[step] = row / sound;
  }
  return means;
}

/** Sum of the losses of the first i steps, i = 0 … steps. */
function runningSums(losses: Float64Array): Float64Array {
  const sums = new Float64Array(losses.length + 1);
  for (const [i, loss] of losses.entries()) sums[i + 1] = (sums[i] ?? 0) + loss;
  return sums;
}

/**
 * Mean over the steps within a factor of the middle of a span; over the span's own steps for a factor of 1. A window that the
 * end of the curve would cut off is narrower, because it would hold more early steps than late ones.
 */
function meanOf(sums: Float64Array, first: number, end: number, widest: number): number {
  const steps = sums.length - 1;
  const middle = (first + end) / 2;
  const factor = Math.min(widest, Math.max(FACTORS.light, steps / middle));
  const before = factor === 1 ? first - 1 : Math.min(Math.ceil(middle / factor) - 1, steps - 1);
  const last = factor === 1 ? end : Math.min(Math.max(Math.floor(middle * factor), before + 1), steps);
  return ((sums[last] ?? NaN) - (sums[before] ?? NaN)) / (last - before);
}
