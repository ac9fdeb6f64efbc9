import { formatNumber } from './format-number.ts';
import { percentileInterval, refuseReplicates } from './interval.ts';
import type { Estimate, Interval } from './interval.ts';
import { byBudget, fitBudget } from './isoflop-budget.ts';
import type { BudgetedRun, IsoflopBudget } from './isoflop-budget.ts';
import { isoflopRefits } from './isoflop-refits.ts';
import type { OptimumLines } from './isoflop-refits.ts';
import { fitLine, lineAt } from './line.ts';
import type { Line } from './line.ts';
import type { Allocation } from './optimal-allocation.ts';
import { isRefusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { refuseRuns } from './refuse-surface.ts';

/** N_opt = k_N·C^a and D_opt = k_D·C^b through the minima of IsoFLOP parabolas. */
export interface IsoflopLaw {
  exponents: { a: Estimate; b: Estimate };
  /** Those with a minimum, ascending in compute. */
  budgets: readonly IsoflopBudget[];
  /** Why each of the other budgets was left out. */
  leftOut: readonly string[];
  /** N_opt and D_opt for C FLOPs. */
  optimum(compute: number): Allocation;
  /** 95 % intervals of N_opt and D_opt for C FLOPs. */
  optimumBand(compute: number): Record<keyof Allocation, Interval>;
  /** Log of each budget's N_opt over that of the law. */
  residuals: readonly number[];
  /** To three digits. */
  formula: string;
}

export interface IsoflopOptions {
  /** Refits behind every interval, at least 39; 1,000 by default. */
  replicates?: number;
  /** An integer; the same seed gives the same intervals. */
  seed?: number;
}

/** Two parameters, and one budget to see by that they lie on a line. */
const LEAST_BUDGETS = 3;

/**
 * Approach 2 of Hoffmann et al. 2022: a parabola in log N through the losses of each budget, and power laws through
 * their minima, by least squares. Budgets without a minimum in their range are left out; with fewer than three left the
 * fit is refused. Intervals are those of normal noise in the losses, as large as the parabolas leave; they know
 * nothing of the bias that parabolas have where minima lie off-centre (`centring` of each budget).
 */
export function fitIsoflopLaw(
  runs: readonly BudgetedRun[],
  { replicates = 1000, seed = 1 }: IsoflopOptions = {},
): IsoflopLaw | Refusal {
  const refusal = refuseRuns(runs) ?? refuseCompute(runs) ?? refuseReplicates(replicates);
  if (refusal) return refusal;
  const fits = byBudget(runs).map(fitBudget);
  const leftOut = fits.filter(isRefusal).map(({ refused }) => refused);
  const budgets = fits.filter((fit): fit is IsoflopBudget => !isRefusal(fit));
  if (budgets.length < LEAST_BUDGETS) {
    const why = leftOut.length > 0 ? ` (${leftOut[0]})` : '';
    return {
      refused: `IsoFLOP parabolas need at least ${LEAST_BUDGETS} budgets with a minimum: ${budgets.length}${why}`,
    };
  }
  const drawn = isoflopRefits(budgets, replicates, seed);
  return describe(budgets, leftOut, drawn);
}

function describe(
  budgets: readonly IsoflopBudget[],
  leftOut: readonly string[],
  drawn: readonly OptimumLines[],
): IsoflopLaw {
  const logC = budgets.map(({ compute }) => Math.log(compute));
  const logN = budgets.map(({ optimum }) => Math.log(optimum.parameters));
  const lines: OptimumLines = {
    parameters: fitLine(logC, logN),
    tokens: fitLine(
      logC,
      budgets.map(({ optimum }) => Math.log(optimum.tokens)),
    ),
  };
  const intervalOf = (quantity: (drawn: OptimumLines) => number) =>
    percentileInterval(Float64Array.from(drawn, quantity), quantity(lines));
  const at = (line: Line, compute: number) => Math.exp(lineAt(line, Math.log(compute)));
  const exponentOf = (name: keyof Allocation): Estimate => ({
    value: lines[name].slope,
    ...intervalOf((drawnLines) => drawnLines[name].slope),
  });
  const bandOf = (name: keyof Allocation, compute: number) =>
    intervalOf((drawnLines) => at(drawnLines[name], compute));
  return {
    exponents: { a: exponentOf('parameters'), b: exponentOf('tokens') },
    budgets,
    leftOut,
    optimum: (compute) => ({
      parameters: at(lines.parameters, compute),
      tokens: at(lines.tokens, compute),
    }),
    optimumBand: (compute) => ({
      parameters: bandOf('parameters', compute),
      tokens: bandOf('tokens', compute),
    }),
    residuals: logN.map((log, i) => log - lineAt(lines.parameters, logC[i])),
    formula: `N_opt = ${powerOfC(lines.parameters)}, D_opt = ${powerOfC(lines.tokens)}`,
  };
}

function powerOfC(line: Line): string {
  return `${formatNumber(Math.exp(lineAt(line, 0)))} · C^${formatNumber(line.slope)}`;
}

function refuseCompute(runs: readonly BudgetedRun[]): Refusal | null {
  const wrong = runs.find(({ compute }) => !(compute > 0 && compute < Infinity));
  return wrong ? { refused: `every C must be positive and finite: ${wrong.compute}` } : null;
}
