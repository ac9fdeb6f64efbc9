import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { refuseRuns } from '../regression/refuse-runs.ts';
import type { BudgetedRun } from '../regression/run-point.ts';
import { refuseReplicates } from '../stats/interval.ts';
import type { IntervalOptions } from '../stats/interval.ts';
import { fitLine, lineAt } from '../stats/line.ts';
import type { OnProgress } from '../stats/replicates.ts';
import { allocationLaw } from './allocation-law.ts';
import type { AllocationLaw, OptimumLines } from './allocation-law.ts';
import { byBudget, fitBudget, refuseCompute } from './isoflop-budget.ts';
import type { IsoflopBudget } from './isoflop-budget.ts';
import { isoflopRefits } from './isoflop-refits.ts';

/** N_opt = k_N·C^a and D_opt = k_D·C^b through the minima of IsoFLOP parabolas. */
export interface IsoflopLaw<Run extends BudgetedRun = BudgetedRun> extends AllocationLaw {
  /** The budgets with a minimum, ascending in compute. */
  budgets: readonly IsoflopBudget<Run>[];
  /** Why each of the other budgets was left out. */
  leftOut: readonly string[];
  /** Log of each budget's N_opt over the N_opt of the law. */
  residuals: readonly number[];
}

export interface IsoflopOptions extends IntervalOptions {
  onProgress?: OnProgress | undefined;
}

/** Two parameters of a line, and one more budget to check it. */
const LEAST_BUDGETS = 3;

/**
 * Approach 2 of Hoffmann et al. 2022: a parabola in log N through the log losses of each budget, and power laws through
 * their minima, by least squares. A parabola uses the runs within a factor of 8 of the size with the lowest loss: a wider
 * one is bent by the losses far from the minimum. Budgets without a minimum in their range are left out; the fit is
 * refused if fewer than three are left. Intervals come from normal noise in the log losses of each budget, as large as
 * the residuals of its parabola. They do not include the bias of parabolas whose minima lie off-centre (`centring`).
 */
export function fitIsoflopLaw<Run extends BudgetedRun>(
  runs: readonly Run[],
  { replicates = 1000, seed = 1, onProgress }: IsoflopOptions = {},
): IsoflopLaw<Run> | Refusal {
  const refusal = refuseRuns(runs) ?? refuseCompute(runs) ?? refuseReplicates(replicates);
  if (refusal) return refusal;
  const fits = byBudget(runs).map((budget) => fitBudget(budget));
  const leftOut = fits.filter(isRefusal).map(({ refused }) => refused);
  const budgets = fits.filter((fit): fit is IsoflopBudget<Run> => !isRefusal(fit));
  if (budgets.length < LEAST_BUDGETS) {
    const why = leftOut.length > 0 ? ` (${leftOut[0]})` : '';
    return {
      refused: `IsoFLOP parabolas need at least ${LEAST_BUDGETS} budgets with a minimum: ${budgets.length}${why}`,
    };
  }
  const drawn = isoflopRefits(budgets, replicates, seed, onProgress);
  return describe(budgets, leftOut, drawn);
}

function describe<Run extends BudgetedRun>(
  budgets: readonly IsoflopBudget<Run>[],
  leftOut: readonly string[],
  drawn: readonly OptimumLines[],
): IsoflopLaw<Run> {
  const logC = budgets.map(({ compute }) => Math.log(compute));
  const logN = budgets.map(({ optimum }) => Math.log(optimum.parameters));
  const lines: OptimumLines = {
    parameters: fitLine(logC, logN),
    tokens: fitLine(
      logC,
      budgets.map(({ optimum }) => Math.log(optimum.tokens)),
    ),
  };
  return {
    ...allocationLaw(lines, drawn),
    budgets,
    leftOut,
    residuals: logN.map((log, i) => log - lineAt(lines.parameters, logC[i])),
  };
}
