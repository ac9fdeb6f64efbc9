import { lowerHull } from '../stats/lower-hull.ts';
import { interpolate } from './training-curve.ts';
import type { TrainingCurve } from './training-curve.ts';
import { extent } from '../stats/extent.ts';

/** A budget and the model that is best with it. */
export interface BestModel {
  /** Index of its curve. */
  curve: number;
  /** Log of C in FLOPs. */
  logC: number;
  /** Log of N. */
  logN: number;
  /** Log of D, the tokens seen at that budget. */
  logD: number;
  /** Log of the loss of the model. */
  logLoss: number;
}

/** Budgets at which curves are compared: Hoffmann et al. 2022, section 3.1. */
const BUDGETS = 1500;

/** The best of all interpolated curves at 1,500 budgets, evenly spaced in log C. */
export function envelopeOfBudgets(curves: readonly TrainingCurve[]): BestModel[] {
  const [least] = extent(curves.map(({ logC }) => logC[0]));
  const [, most] = extent(curves.map(({ logC }) => endOf(logC)));
  return Array.from({ length: BUDGETS }, (_, i) => {
    const at = least + ((most - least) * i) / (BUDGETS - 1);
    return bestAt(curves, Math.min(at, most));
  }).filter((best) => best !== null);
}

/** The corners of the lower convex hull of all points in log–log. */
export function envelopeOfHull(curves: readonly TrainingCurve[]): BestModel[] {
  const points = curves
    .flatMap(({ logC, logLoss }, curve) => Array.from(logC, (x, i) => ({ x, y: logLoss[i], curve })))
    .sort((a, b) => a.x - b.x || a.y - b.y);
  return lowerHull(points).map(({ curve, x, y }) => placeOn(curves, curve, x, y));
}

/**
 * Whether the best model is known to lie between others. A smaller model must be worse at the same budget, or at the
 * end of its own curve if that comes earlier. A larger model must be worse at the same budget, or at the start of its
 * own curve if that comes later.
 */
export function isInterior(best: BestModel, curves: readonly TrainingCurve[]): boolean {
  const { parameters } = curves[best.curve];
  const smaller = curves.some((curve) => {
    const at = Math.min(best.logC, endOf(curve.logC));
    return curve.parameters < parameters && lossAt(curve, at) >= lossAt(curves[best.curve], at);
  });
  const larger = curves.some((curve) => {
    const at = Math.max(best.logC, curve.logC[0]);
    return curve.parameters > parameters && lossAt(curve, at) >= best.logLoss;
  });
  return smaller && larger;
}

function bestAt(curves: readonly TrainingCurve[], at: number): BestModel | null {
  let best: BestModel | null = null;
  curves.forEach((curve, place) => {
    const loss = lossAt(curve, at);
    if (loss < (best?.logLoss ?? Infinity)) best = placeOn(curves, place, at, loss);
  });
  return best;
}

function placeOn(curves: readonly TrainingCurve[], curve: number, logC: number, logLoss: number): BestModel {
  const { parameters, logC: places, logD } = curves[curve];
  return { curve, logC, logN: Math.log(parameters), logD: interpolate(places, logD, logC), logLoss };
}

/** Log loss of a curve at a budget; NaN outside its budgets. */
function lossAt({ logC, logLoss }: TrainingCurve, at: number): number {
  return interpolate(logC, logLoss, at);
}

function endOf(places: Float64Array): number {
  return places[places.length - 1];
}
