import type { LossCurve } from './smooth-curve.ts';

/** Points of a curve on log–log axes. */
export interface LogPlaces {
  /** Log steps, ascending. */
  x: number[];
  /** Log losses. */
  y: number[];
}

/**
 * Means of log step and of log loss over bins that are equally wide in log step; empty bins are left out. Most steps of
 * a curve lie in its last decade; bins give all decades the same weight.
 */
export function logBins({ steps, losses }: LossCurve, bins: number): LogPlaces {
  const [first, last] = [Math.log(steps[0]), Math.log(steps[steps.length - 1])];
  const sums = Array.from({ length: bins }, () => ({ count: 0, x: 0, y: 0 }));
  for (let i = 0; i < steps.length; i++) {
    const log = Math.log(steps[i]);
    const share = last > first ? (log - first) / (last - first) : 0;
    const bin = sums[Math.min(Math.floor(share * bins), bins - 1)];
    bin.count++;
    bin.x += log;
    bin.y += Math.log(losses[i]);
  }
  const filled = sums.filter(({ count }) => count > 0);
  return { x: filled.map(({ count, x }) => x / count), y: filled.map(({ count, y }) => y / count) };
}
