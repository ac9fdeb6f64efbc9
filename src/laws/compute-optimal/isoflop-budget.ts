import { formatNumber } from '../format-number.ts';
import type { Allocation } from '../joint/optimal-allocation.ts';
import type { Refusal } from '../refusal.ts';
import type { BudgetedRun } from '../regression/run-point.ts';
import { meanLog } from '../stats/mean.ts';
import { fitParabola, parabolaAt, vertexOf } from '../stats/parabola.ts';
import type { Parabola } from '../stats/parabola.ts';
import { LEAST_RUNS, LEAST_SIZES, windowOf } from './isoflop-window.ts';
import { extent } from '../stats/extent.ts';

/** Runs of one budget of compute, and the parabolas through the losses around its best size. */
export interface IsoflopBudget<Run extends BudgetedRun = BudgetedRun> {
  /** C in FLOPs: the geometric mean over the runs. */
  compute: number;
  /** The runs in the window, ascending in N. */
  points: readonly Run[];
  /** The runs of the budget outside the window, which its parabolas do not use; ascending in N. */
  outside: readonly Run[];
  /** How far the window reaches from the size with the lowest loss, as a factor: 8, or more where runs lack. */
  reach: number;
  /** Log loss over log N, and over log D. */
  parabolas: Record<keyof Allocation, Parabola>;
  /** The N and the D at the minimum of each parabola. */
  optimum: Allocation;
  /** The place of the minimum between the window's smallest N (0) and its largest (1) on a log scale; 0.5 is unbiased. */
  centring: number;
  /** Log of the loss over the parabola over log N, for each of `points`. */
  residuals: readonly number[];
  /** Loss of a model with N parameters at this budget. */
  predict(parameters: number): number;
}

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

/** A minimum farther than this from the middle of its window is off-centre, and its parabola is biased. */
const OFF_CENTRE = 0.25;

/** Whether a minimum at this place of its window (0 to 1) is so far from the middle that a parabola is biased. */
export function isOffCentre(centring: number): boolean {
  return Math.abs(centring - 0.5) > OFF_CENTRE;
}

/**
 * Fits the parabolas of a budget to log losses, in the window around its best size. Refuses a budget without a minimum
 * between the smallest and the largest model of the window, and one whose lowest loss is at an edge of its range.
 */
export function fitBudget<Run extends BudgetedRun>(runs: readonly Run[]): IsoflopBudget<Run> | Refusal {
  const compute = Math.exp(meanLog(runs.map((run) => run.compute)));
  const name = `the budget of ${formatNumber(compute)} FLOPs`;
  const refusal = refuseBudget(runs, name);
  if (refusal) return refusal;
  const { best, isAtEdge, inside: points, outside, reach } = windowOf(runs);
  const logN = points.map(({ parameters }) => Math.log(parameters));
  const logLosses = points.map(({ loss }) => Math.log(loss));
  const parameters = fitParabola(logN, logLosses);
  const tokens = fitParabola(
    points.map((run) => Math.log(run.tokens)),
    logLosses,
  );
  const [vertexN, vertexD] = [vertexOf(parameters), vertexOf(tokens)];
  if (Number.isNaN(vertexN) || Number.isNaN(vertexD))
    return { refused: `${name} has no minimum: its parabola opens downwards` };
  const centring = ((vertexN - parameters.centre) / parameters.halfRange + 1) / 2;
  if (!(centring > 0 && centring < 1)) return refuseOutside(name, vertexN, points);
  if (isAtEdge) return refuseEdge(name, best, runs);
  return {
    compute,
    points,
    outside,
    reach,
    parabolas: { parameters, tokens },
    optimum: { parameters: Math.exp(vertexN), tokens: Math.exp(vertexD) },
    centring,
    residuals: logLosses.map((loss, i) => loss - parabolaAt(parameters, logN[i])),
    predict: (N) => Math.exp(parabolaAt(parameters, Math.log(N))),
  };
}

function refuseBudget(points: readonly BudgetedRun[], name: string): Refusal | null {
  const [least, most] = extent(points.map(({ compute }) => compute));
  const spread = most / least;
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
  const place = formatNumber(Math.exp(vertex));
  return {
    refused: `${name} has its minimum outside its range of N: ${place} is not in ${rangeWords(points)}`,
  };
}

function refuseEdge(name: string, best: number, points: readonly BudgetedRun[]): Refusal {
  return {
    refused: `${name} has its lowest loss at the edge of its range of N: at ${formatNumber(best)} of ${rangeWords(points)}`,
  };
}

function rangeWords(points: readonly BudgetedRun[]): string {
  return [points[0], points[points.length - 1]]
    .map(({ parameters }) => formatNumber(parameters))
    .join(' to ');
}
