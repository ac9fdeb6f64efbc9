import type { Allocation } from '../joint/optimal-allocation.ts';
import type { LawPoint } from '../power-law/log-sample.ts';
import type { Refusal } from '../refusal.ts';
import { refuseRuns } from '../regression/refuse-runs.ts';
import type { BudgetedRun } from '../regression/run-point.ts';
import { envelopeOfBudgets, isInterior } from './envelope.ts';
import type { BestModel } from './envelope.ts';
import { refuseCompute } from './isoflop-budget.ts';
import { curvesOf, refuseCurves } from './training-curve.ts';
import type { TrainingCurve } from './training-curve.ts';

/** The lowest loss that was reached with a budget. */
export interface FrontierPoint extends Allocation {
  /** C in FLOPs. */
  compute: number;
  /** Nats per token. */
  loss: number;
  /** The name of the run that reached it, if it has one. */
  run?: string | undefined;
}

/** A frontier point, and whether it is the best of all sizes or only of those that were trained. */
export interface PlacedFrontierPoint extends FrontierPoint {
  /** Whether a smaller and a larger model do worse with this budget. */
  interior: boolean;
}

/**
 * The lower envelope of training curves over C (Kaplan et al. 2020, figure 1): the lowest loss of all smoothed and
 * interpolated curves, at 1,500 budgets evenly spaced in log C.
 *
 * @param points with the name of their run; `compute` is the compute spent up to the point
 * @param smoothing width of the Gaussian that smooths a curve, as a share of its points; 0 for none
 */
export function frontierOf(
  points: readonly BudgetedRun[],
  smoothing = 0.01,
): PlacedFrontierPoint[] | Refusal {
  const refusal = refuseRuns(points) ?? refuseCompute(points) ?? refuseCurves(points);
  if (refusal) return refusal;
  const curves = curvesOf(points, smoothing);
  return envelopeOfBudgets(curves).map((best) => ({
    ...frontierPoint(best, curves),
    interior: isInterior(best, curves),
  }));
}

export function frontierPoint(
  { curve, logC, logN, logD, logLoss }: BestModel,
  curves: readonly TrainingCurve[],
): FrontierPoint {
  return {
    run: curves[curve].run,
    compute: Math.exp(logC),
    parameters: Math.exp(logN),
    tokens: Math.exp(logD),
    loss: Math.exp(logLoss),
  };
}

/**
 * Each size of model once, in the middle of the budgets at which it is best: the points to fit L(C) to, because losses
 * along one curve are not independent (Kaplan et al. 2020, figure 1).
 */
export function middlePoints<Point extends FrontierPoint>(frontier: readonly Point[]): (Point & LawPoint)[] {
  const sizes = [...new Set(frontier.map(({ parameters }) => parameters))];
  return sizes.map((size) => {
    const stretch = frontier.filter(({ parameters }) => parameters === size);
    const middle = stretch[stretch.length >> 1];
    return { ...middle, x: middle.compute };
  });
}
