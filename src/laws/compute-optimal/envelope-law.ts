import type { Refusal } from '../refusal.ts';
import { refuseRuns } from '../regression/refuse-runs.ts';
import type { BudgetedRun } from '../regression/run-point.ts';
import { refuseReplicates } from '../stats/interval.ts';
import type { IntervalOptions } from '../stats/interval.ts';
import { lineAt } from '../stats/line.ts';
import type { OnProgress } from '../stats/replicates.ts';
import { allocationLaw } from './allocation-law.ts';
import type { AllocationLaw } from './allocation-law.ts';
import { envelopeLines, envelopeRefits, curveCentres } from './envelope-refits.ts';
import { envelopeOfBudgets, envelopeOfHull, isInterior } from './envelope.ts';
import { frontierPoint } from './frontier.ts';
import type { FrontierPoint } from './frontier.ts';
import { refuseCompute } from './isoflop-budget.ts';
import { curvesOf, refuseCurves } from './training-curve.ts';
import type { TrainingCurve } from './training-curve.ts';

/** N_opt = k_N·C^a and D_opt = k_D·C^b through the models that are best at each budget. */
export interface EnvelopeLaw extends AllocationLaw {
  /** The budgets that the law is fitted to, ascending. */
  frontier: readonly FrontierPoint[];
  /** Log of each point's N over N_opt of the law. */
  residuals: readonly number[];
}

export interface EnvelopeOptions extends IntervalOptions {
  /**
   * Compare interpolated curves at 1,500 budgets (the default), or use the corners of the convex hull in log–log, as
   * some papers do. If runs differ by noise, the hull keeps only the luckiest ones. Its line goes through every corner,
   * as in those papers, and is therefore a little too flat. Its intervals come from the line through the centre of each
   * model's corners, which is not too flat.
   */
  method?: 'budgets' | 'hull';
  /** Whether to count only budgets at which a smaller and a larger model do worse: true by default. */
  interior?: boolean;
  /** Width of the Gaussian that smooths a curve, as a share of its points: 0.01 by default, 0 for none. */
  smoothing?: number;
  onProgress?: OnProgress | undefined;
}

const NAME = 'approach 1';
/** Two parameters of a line, and one more model to check it. */
const LEAST_MODELS = 3;

/**
 * Approach 1 of Hoffmann et al. 2022, section 3.1: power laws of C through N and D of the models on the lower envelope
 * of all training curves, by least squares in log–log. Refuses curves with fewer than three sizes of model on their
 * envelope. Curves must be comparable where they cross: with a schedule that ends in a decay, a curve is at its best
 * only at its end. Intervals come from a bootstrap over the runs on the envelope. They do not include the error from
 * coarse sizes.
 *
 * @param points with the name of their run; `compute` is the compute spent up to the point
 */
export function fitEnvelopeLaw(
  points: readonly BudgetedRun[],
  options: EnvelopeOptions = {},
): EnvelopeLaw | Refusal {
  const { method = 'budgets', interior = true, smoothing = 0.01 } = options;
  const { replicates = 1000, seed = 1, onProgress } = options;
  const refusal =
    refuseRuns(points) ?? refuseCompute(points) ?? refuseCurves(points) ?? refuseReplicates(replicates);
  if (refusal) return refusal;
  const curves = curvesOf(points, smoothing);
  const unfit = interior || method === 'budgets' ? refuseSinglePoints(curves) : null;
  if (unfit) return unfit;
  const envelope = method === 'hull' ? envelopeOfHull(curves) : envelopeOfBudgets(curves);
  const frontier = interior ? envelope.filter((best) => isInterior(best, curves)) : envelope;
  const models = new Set(frontier.map(({ logN }) => logN)).size;
  if (models < LEAST_MODELS) return refuseFewModels(models, interior);
  const centres = curveCentres(frontier);
  const corners = frontier.map((best) => ({ ...best, weight: 1 }));
  const lines = envelopeLines(method === 'hull' ? corners : centres);
  const law = allocationLaw(lines, envelopeRefits(centres, replicates, seed, onProgress));
  return {
    ...law,
    frontier: frontier.map((best) => frontierPoint(best, curves)),
    residuals: frontier.map(({ logC, logN }) => logN - lineAt(lines.parameters, logC)),
  };
}

function refuseSinglePoints(curves: readonly TrainingCurve[]): Refusal | null {
  return curves.some(({ logC }) => logC.length > 1)
    ? null
    : { refused: `${NAME} needs training curves: no run has two points` };
}

function refuseFewModels(models: number, interior: boolean): Refusal {
  const where = interior ? 'at some budget, with a smaller and a larger one beside them' : 'at some budget';
  return {
    refused: `${NAME} needs at least ${LEAST_MODELS} sizes of model that are best ${where}: ${models}`,
  };
}
