import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { fitSurface } from '../regression/fit-form.ts';
import type { SurfaceLaw } from '../regression/fit-form.ts';
import { refuseFewRuns } from '../regression/refuse-runs.ts';
import type { LossFunction } from '../stats/huber.ts';
import type { Estimate, Interval } from '../stats/interval.ts';
import { refuseValues } from '../stats/refuse-values.ts';
import { HyperbolaForm } from './hyperbola-form.ts';
import type { BatchSize, HyperbolaSymbol } from './hyperbola-form.ts';

/** What it took to reach one loss at one batch size; E = batch · steps tokens. */
export interface BatchRun {
  /** B in tokens; positive. */
  batch: number;
  /** S; positive. */
  steps: number;
}

/** The hyperbola of steps against tokens at one loss. */
export interface CriticalBatch {
  /** B_crit = E_min/S_min in tokens: there a run takes twice the fewest steps and twice the fewest tokens. */
  criticalBatch: Estimate;
  /** S_min: what the largest batches tend to. */
  fewestSteps: Estimate;
  /** E_min: what the smallest batches tend to. */
  fewestTokens: Estimate;
  /** The runs by ascending batch size, then steps. */
  runs: readonly BatchRun[];
  /** Log of the steps over those of the hyperbola, for each of `runs`. */
  residuals: readonly number[];
  /** Steps to that loss at a batch size in tokens. */
  steps(batch: number): number;
  /** 95 % interval of the hyperbola's steps at a batch size. */
  band(batch: number): Interval;
  /** To three digits. */
  formula: string;
}

export interface CriticalBatchOptions {
  /** Least squares of log steps (the default: noise of few runs), or Huber's loss with δ = 1e-3. */
  loss?: LossFunction;
  /** Refits behind every interval, at least 39; 1,000 by default. */
  replicates?: number;
  /** An integer; the same seed gives the same intervals. */
  seed?: number;
}

const NAME = 'the critical batch size';
const PARAMETERS = 2;

/**
 * Fits (S/S_min − 1)(E/E_min − 1) = 1 (Kaplan et al. 2020, equation 5.1; McCandlish et al. 2018) to runs that reached
 * one loss at several batch sizes. Refuses fewer than three runs, one batch size, and batch sizes all far from the
 * critical one. The upper end of an interval is ∞, or its lower end 0, where the runs do not bound it.
 */
export function fitCriticalBatch(
  runs: readonly BatchRun[],
  { loss = 'squares', replicates = 1000, seed = 1 }: CriticalBatchOptions = {},
): CriticalBatch | Refusal {
  const refusal = refuseBatchRuns(runs);
  if (refusal) return refusal;
  const ordered = runs.toSorted((a, b) => a.batch - b.batch || a.steps - b.steps);
  // Surfaces are fitted to the log of what they call loss: here steps.
  const points = ordered.map(({ batch, steps }) => ({ batch, loss: steps }));
  const law = fitSurface(new HyperbolaForm(points), points, { loss, replicates, seed, resample: 'noise' });
  return isRefusal(law) ? law : describe(law, ordered);
}

function describe(law: SurfaceLaw<HyperbolaSymbol, BatchSize>, runs: readonly BatchRun[]): CriticalBatch {
  const estimate = (quantity: (found: Readonly<Record<HyperbolaSymbol, number>>) => number): Estimate => ({
    value: quantity(law.parameters),
    ...law.intervalOf(quantity),
  });
  return {
    criticalBatch: estimate(({ S_min, E_min }) => E_min / S_min),
    fewestSteps: estimate(({ S_min }) => S_min),
    fewestTokens: estimate(({ E_min }) => E_min),
    runs,
    residuals: law.residuals,
    steps: (batch) => law.predict({ batch }),
    band: (batch) => law.band({ batch }),
    formula: law.formula,
  };
}

function refuseBatchRuns(runs: readonly BatchRun[]): Refusal | null {
  const batches = runs.map(({ batch }) => batch);
  const refusal = refuseValues({ 'batch size': batches, 'number of steps': runs.map(({ steps }) => steps) });
  if (refusal) return refusal;
  const distinct = new Set(batches).size;
  if (runs.length > 0 && distinct < PARAMETERS)
    return { refused: `${NAME} needs at least ${PARAMETERS} batch sizes: ${distinct}` };
  return refuseFewRuns(runs, NAME, PARAMETERS);
}
