import { fitCriticalBatchLaw } from '../batch-size/critical-batch-law.ts';
import { fitCriticalBatch } from '../batch-size/critical-batch.ts';
import { smoothCurve } from '../curves/smooth-curve.ts';
import type { LossCurve } from '../curves/smooth-curve.ts';
import { stepsToLoss } from '../curves/steps-to-loss.ts';
import { formatNumber } from '../format-number.ts';
import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import type { LossFunction } from '../stats/huber.ts';
import type { Estimate, Interval } from '../stats/interval.ts';
import { mean } from '../stats/mean.ts';
import { logSpaced } from '../stats/log-spaced.ts';
import type { OnProgress } from '../stats/replicates.ts';
import { laneCurve } from './lane-curve.ts';
import type { AnalysedRun, FitInput } from './request.ts';
import type { ModelRef } from './trained-model.ts';
import { extent } from '../stats/extent.ts';

/** Steps against tokens at equal losses. */
export interface BatchAnalysis {
  /** Descending in loss. */
  readonly levels: readonly LossLevel[];
  /** B_crit(L) through the levels with a hyperbola. */
  readonly law: CriticalBatchFit | Refusal;
}

export interface LossLevel {
  /** Training loss, smoothed. */
  readonly loss: number;
  /** Ascending in batch size. The cost of a batch size is the cost of its lane with the fewest steps. */
  readonly runs: readonly BatchCost[];
  /** Why other runs are left out. */
  readonly leftOut: readonly string[];
  readonly hyperbola: HyperbolaFit | Refusal;
}

export interface BatchCost extends ModelRef {
  /** B in tokens. */
  readonly batch: number;
  /** S. */
  readonly steps: number;
  /** E = B·S. */
  readonly tokens: number;
}

/** (S/S_min − 1)(E/E_min − 1) = 1. */
export interface HyperbolaFit {
  /** B_crit in tokens. */
  readonly criticalBatch: Estimate;
  readonly fewestSteps: Estimate;
  readonly fewestTokens: Estimate;
  readonly formula: string;
  /** Log of the measured steps over the hyperbola's steps, for each batch size of the level. */
  readonly residuals: readonly number[];
  /** Ascending in batch size. */
  readonly samples: readonly { readonly batch: number; readonly steps: number; readonly tokens: number }[];
}

/** B_crit = B_* / L^(1/α_B). */
export interface CriticalBatchFit {
  readonly B_star: Estimate;
  readonly alpha_B: Estimate;
  readonly formula: string;
  /** Ascending in loss. */
  readonly samples: readonly ({ readonly loss: number; readonly batch: number } & Interval)[];
}

/** Training losses to reach: these multiples of the lowest loss that every batch size has reached. */
const ABOVE_LEAST = [1.2, 1.1, 1.01];
/** Number of points that a hyperbola and a law are drawn with. */
const SAMPLES = 40;
/** The factor by which a hyperbola is drawn beyond its batch sizes, so that both its arms are visible. */
const BEYOND = 4;

/** A run and the smoothed curves of its lanes, which differ in their learning rate. */
interface SmoothedRun {
  run: AnalysedRun;
  lanes: readonly LossCurve[];
}

/** Hyperbolas of steps against tokens at three losses (McCandlish et al. 2018), and B_crit(L) through them. */
export function analyseBatch(
  { runs, options: { loss: criterion } }: FitInput,
  onProgress: OnProgress,
): BatchAnalysis {
  const smoothed = runs.filter(({ fitted }) => fitted).flatMap(smoothedRun);
  const least = Math.max(...smoothed.map(({ lanes }) => Math.min(...lanes.map(leastLoss))));
  const aims = smoothed.length > 0 ? ABOVE_LEAST.map((factor) => factor * least) : [];
  const levels = aims.map((aim, i) => {
    const level = levelAt(smoothed, aim, criterion);
    onProgress(i + 1, aims.length);
    return level;
  });
  return { levels, law: lawOf(levels) };
}

function smoothedRun(run: AnalysedRun): SmoothedRun[] {
  const { curve } = run;
  if (curve === null || curve.steps === 0) return [];
  return [
    { run, lanes: Array.from({ length: curve.lanes }, (_, lane) => smoothCurve(laneCurve(curve, lane))) },
  ];
}

function leastLoss({ losses }: LossCurve): number {
  return Array.from(losses).reduce((low, value) => Math.min(low, value), Infinity);
}

function levelAt(smoothed: readonly SmoothedRun[], loss: number, criterion: LossFunction): LossLevel {
  const found = smoothed.map((run) => costOf(run, loss));
  const runs = found.filter((cost): cost is BatchCost => !isRefusal(cost)).sort((a, b) => a.batch - b.batch);
  const leftOut = found.filter(isRefusal).map(({ refused }) => refused);
  return { loss, runs, leftOut, hyperbola: hyperbolaOf(runs, criterion) };
}

/** The cost of the lane with the fewest steps. */
function costOf({ run, lanes }: SmoothedRun, loss: number): BatchCost | Refusal {
  const batch = run.stepTokens;
  const costs = lanes.map((curve) => stepsToLoss(curve, loss, { tokensPerStep: batch, reach: 0 }));
  const reached = costs.flatMap((cost, lane) =>
    isRefusal(cost) ? [] : [{ run: run.id, lane, batch, ...cost }],
  );
  if (reached.length > 0) return reached.reduce((best, cost) => (cost.steps < best.steps ? cost : best));
  const why = costs.filter(isRefusal).map(({ refused }) => refused);
  return { refused: `at ${formatNumber(batch)} tokens a step ${why[0]}` };
}

/** Geometric means of the steps of each batch size, so that runs of one size that share their noise count once. */
function meansByBatch(runs: readonly BatchCost[]): { batch: number; steps: number }[] {
  const logs = new Map<number, number[]>();
  for (const { batch, steps } of runs) logs.set(batch, [...(logs.get(batch) ?? []), Math.log(steps)]);
  return Array.from(logs, ([batch, all]) => ({ batch, steps: Math.exp(mean(all)) }));
}

function hyperbolaOf(runs: readonly BatchCost[], criterion: LossFunction): HyperbolaFit | Refusal {
  const fit = fitCriticalBatch(meansByBatch(runs), { criterion });
  if (isRefusal(fit)) return fit;
  const { criticalBatch, fewestSteps, fewestTokens, formula, residuals } = fit;
  const places = logSpaced(runs[0].batch / BEYOND, runs[runs.length - 1].batch * BEYOND, SAMPLES);
  const samples = places.map((batch) => ({
    batch,
    steps: fit.steps(batch),
    tokens: batch * fit.steps(batch),
  }));
  return { criticalBatch, fewestSteps, fewestTokens, formula, residuals, samples };
}

function lawOf(levels: readonly LossLevel[]): CriticalBatchFit | Refusal {
  const measured = levels.flatMap(({ loss, hyperbola }) =>
    isRefusal(hyperbola) ? [] : [{ loss, batch: hyperbola.criticalBatch.value }],
  );
  const fit = fitCriticalBatchLaw(measured);
  if (isRefusal(fit)) return fit;
  const losses = measured.map(({ loss }) => loss);
  const places = logSpaced(...extent(losses), SAMPLES);
  return {
    ...fit.estimates,
    formula: fit.formula,
    samples: places.map((loss) => ({ loss, batch: fit.predict(loss), ...fit.band(loss) })),
  };
}
