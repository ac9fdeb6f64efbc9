import { formatNumber } from '../format-number.ts';
import type { Allocation } from '../joint/optimal-allocation.ts';
import type { Refusal } from '../refusal.ts';
import type { BudgetedRun } from '../regression/run-point.ts';
import { meanLog } from '../stats/mean.ts';
import { fitParabola, parabolaAt, vertexOf } from '../stats/parabola.ts';
import type { Parabola } from '../stats/parabola.ts';

/** Runs of one budget of compute, and the parabolas through their losses. */
export interface IsoflopBudget<Run extends BudgetedRun = BudgetedRun> {
  /** C in FLOPs: the geometric mean over the runs. */
  compute: number;
  /** Ascending in N. */
  points: readonly Run[];
  /** Loss over log N, and over log D. */
  parabolas: Record<keyof Allocation, Parabola>;
  /** The N and the D at the minimum of each parabola. */
  optimum: Allocation;
  /** The place of the minimum between the smallest N (0) and the largest (1) on a log scale; 0.5 is unbiased. */
  centring: number;
  /** Loss minus the parabola over log N, for each of `points`. */
  residuals: readonly number[];
  /** Loss of a model with N parameters at this budget. */
  predict(parameters: number): number;
}

/** A parabola has three coefficients; one more run measures the noise. */
const LEAST_RUNS = 4;
const LEAST_SIZES = 3;
/** Runs whose budgets differ by less than this factor have the same budget. */
const SAME_BUDGET = 1.05;
/** Runs whose compute spreads by more than this factor do not share one budget. */
const WIDEST_BUDGET = 1.2;

/** Says which C of these runs is not positive and finite, or null. */
export function refuseCompute(runs: readonly BudgetedRun[]): Refusal | null {
  const wrong = runs.find(({ compute }) => !(compute > 0 && compute < Infinity));
  return wrong ? { refused: `every C must be positive and finite: ${wrong.compute}` } : null;
}

/** Runs by budget, both ascending. */
export function byBudget<Run extends BudgetedRun>(runs: readonly Run[]): Run[][] {
  const budgets: Run[][] = [];
  for (const run of runs.toSorted((a, b) => a.compute - b.compute || a.loss - b.loss)) {
    const last = budgets.at(-1);
    if (last && run.compute <= (last.at(-1)?.compute ?? 0) * SAME_BUDGET) last.push(run);
    else budgets.push([run]);
  }
  return budgets.map((budget) => budget.toSorted((a, b) => a.parameters - b.parameters || a.loss - b.loss));
}

/** Fits the parabolas of a budget. Refuses a budget without a minimum between its smallest and its largest model. */
export function fitBudget<Run extends BudgetedRun>(points: readonly Run[]): IsoflopBudget<Run> | Refusal {
  const compute = Math.exp(meanLog(points.map((run) => run.compute)));
  const name = `the budget of ${formatNumber(compute)} FLOPs`;
  const refusal = refuseBudget(points, name);
  if (refusal) return refusal;
  const logN = points.map(({ parameters }) => Math.log(parameters));
  const losses = points.map(({ loss }) => loss);
  const parameters = fitParabola(logN, losses);
  const tokens = fitParabola(
    points.map((run) => Math.log(run.tokens)),
    losses,
  );
  const [vertexN, vertexD] = [vertexOf(parameters), vertexOf(tokens)];
  if (Number.isNaN(vertexN) || Number.isNaN(vertexD))
    return { refused: `${name} has no minimum: its parabola opens downwards` };
  const centring = ((vertexN - parameters.centre) / parameters.halfRange + 1) / 2;
  if (!(centring > 0 && centring < 1)) return refuseOutside(name, vertexN, points);
  return {
    compute,
    points,
    parabolas: { parameters, tokens },
    optimum: { parameters: Math.exp(vertexN), tokens: Math.exp(vertexD) },
    centring,
    residuals: losses.map((loss, i) => loss - parabolaAt(parameters, logN[i])),
    predict: (N) => parabolaAt(parameters, Math.log(N)),
  };
}

function refuseBudget(points: readonly BudgetedRun[], name: string): Refusal | null {
  const budgets = points.map(({ compute }) => compute);
  const spread = Math.max(...budgets) / Math.min(...budgets);
  if (spread > WIDEST_BUDGET)
    return { refused: `${name} must not spread beyond a factor of ${WIDEST_BUDGET}: ${spread.toFixed(2)}` };
  if (points.length < LEAST_RUNS)
    return { refused: `${name} needs at least ${LEAST_RUNS} runs: ${points.length}` };
  const sizes = Math.min(
    new Set(points.map(({ parameters }) => parameters)).size,
    new Set(points.map(({ tokens }) => tokens)).size,
  );
  return sizes < LEAST_SIZES
    ? { refused: `${name} needs at least ${LEAST_SIZES} values of N and of D: ${sizes}` }
    : null;
}

function refuseOutside(name: string, vertex: number, points: readonly BudgetedRun[]): Refusal {
  const [least, most] = [points[0], points[points.length - 1]].map(({ parameters }) =>
    formatNumber(parameters),
  );
  const place = formatNumber(Math.exp(vertex));
  return {
    refused: `${name} has its minimum outside its range of N: ${place} is not in ${least} to ${most}`,
  };
}
