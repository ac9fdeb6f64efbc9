import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { fitForm } from '../regression/fit-form.ts';
import type { FittedLaw, FitFormOptions } from '../regression/fit-form.ts';
import type { Measured } from '../regression/form.ts';
import { refuseFewRuns, refuseLockstep } from '../regression/refuse-runs.ts';
import type { Interval } from '../stats/interval.ts';
import { refuseValues } from '../stats/refuse-values.ts';
import { computeEfficientRun } from './compute-efficient.ts';
import type { ComputeEfficientRun } from './compute-efficient.ts';
import type { CriticalBatchConstants } from './critical-batch-law.ts';
import { KaplanStepsForm } from './kaplan-steps-form.ts';
import type { KaplanStepsConstants, StepsSize } from './kaplan-steps-form.ts';

/** L(N, S_min) = (N_c/N)^α_N + (S_c/S_min)^α_S, and its optimum for a budget. */
export interface KaplanStepsLaw extends FittedLaw<keyof KaplanStepsConstants, StepsSize> {
  /** The run with the lowest loss for C_min FLOPs, given B_crit(L). */
  optimum(compute: number, batches: CriticalBatchConstants): ComputeEfficientRun;
  /** 95 % interval of one figure of that run; it assumes that B_crit(L) is exact. */
  optimumBand(compute: number, batches: CriticalBatchConstants, figure: keyof ComputeEfficientRun): Interval;
}

const NAME = "Kaplan's law of steps";
const PARAMETERS = 4;
const LEAST_VALUES = 3;

/**
 * Fits Kaplan et al. 2020, equation 1.6, to log losses. Points come from training curves after their transient, with
 * steps that `minimumSteps` has turned into S_min; points of one curve share the name of their run. Refuses runs that
 * do not determine the law.
 */
export function fitKaplanStepsLaw(
  points: readonly Measured<StepsSize>[],
  options?: FitFormOptions,
): KaplanStepsLaw | Refusal {
  const refusal = refusePoints(points);
  if (refusal) return refusal;
  const ordered = points.toSorted(
    (a, b) => a.parameters - b.parameters || a.steps - b.steps || a.loss - b.loss,
  );
  const law = fitForm(new KaplanStepsForm(ordered), ordered, options);
  if (isRefusal(law)) return law;
  return {
    ...law,
    optimum: (compute, batches) => computeEfficientRun(law.parameters, batches, compute),
    optimumBand: (compute, batches, figure) =>
      law.intervalOf((constants) => computeEfficientRun(constants, batches, compute)[figure]),
  };
}

function refusePoints(points: readonly Measured<StepsSize>[]): Refusal | null {
  const [N, S, loss] = (['parameters', 'steps', 'loss'] as const).map((name) =>
    points.map((point) => point[name]),
  );
  const [logN, logS] = [N, S].map((values) => values.map(Math.log));
  return (
    refuseValues({ N, S, loss }) ??
    refuseFewRuns(points, NAME, PARAMETERS) ??
    refuseLockstep({ symbol: 'N', logs: logN }, { symbol: 'S', logs: logS }, NAME, LEAST_VALUES)
  );
}
