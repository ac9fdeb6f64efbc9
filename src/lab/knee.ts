import type { Curve } from './curve.ts';
import { decimate } from './decimate.ts';
import type { LossAfter } from './steps-to-loss.ts';

const LEAST_POINTS = 8;

/**
 * The knee of a curve: where its smoothed mean lies farthest below the straight line from its beginning to its end, both
 * axes logarithmic (Satopää et al. 2011). Null for a curve that is too short, or that nowhere lies below.
 */
export function kneeOf(curve: Curve): LossAfter | null {
  const points = decimate(curve, 'log', curve.steps).map(({ first, last, mean }) => ({
    step: (first + last) / 2,
    loss: mean,
  }));
  const [start, end] = [points[0], points.at(-1)];
  if (start === undefined || end === undefined || points.length < LEAST_POINTS) return null;
  const slope = Math.log(end.loss / start.loss) / Math.log(end.step / start.step);
  const below = points.map(
    ({ step, loss }) => Math.log(start.loss) + slope * Math.log(step / start.step) - Math.log(loss),
  );
  const deepest = Math.max(...below);
  return deepest > 0 ? (points[below.indexOf(deepest)] ?? null) : null;
}
