import { formatNumber } from '../format-number.ts';
import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { fitForm } from '../regression/fit-form.ts';
import type { FittedLaw } from '../regression/fit-form.ts';
import type { LawForm } from '../regression/form.ts';
import { refuseFewRuns } from '../regression/refuse-runs.ts';
import type { LossFunction } from '../stats/huber.ts';
import type { Estimate, Interval, IntervalOptions } from '../stats/interval.ts';
import { logSumExp } from '../stats/log-sum-exp.ts';
import { mean, meanLog } from '../stats/mean.ts';
import { refuseValues } from '../stats/refuse-values.ts';
import { extent } from '../stats/extent.ts';

/** The steps that one batch size needed to reach one loss; E = batch · steps tokens. */
export interface BatchRun {
  /** B in tokens; positive. */
  batch: number;
  /** S; positive. */
  steps: number;
}

/** The hyperbola of steps against tokens at one loss. */
export interface CriticalBatch {
  /** B_crit = E_min/S_min in tokens: a run with this batch takes twice the fewest steps and twice the fewest tokens. */
  criticalBatch: Estimate;
  /** S_min: the limit for large batches. */
  fewestSteps: Estimate;
  /** E_min: the limit for small batches. */
  fewestTokens: Estimate;
  /** The runs by ascending batch size, then steps. */
  runs: readonly BatchRun[];
  /** Log of the measured steps over the hyperbola's steps, for each of `runs`. */
  residuals: readonly number[];
  /** Steps to reach the loss at a batch size in tokens. */
  steps(batch: number): number;
  /** 95 % interval of the hyperbola's steps at a batch size. */
  band(batch: number): Interval;
  /** To three digits. */
  formula: string;
}

export interface CriticalBatchOptions extends IntervalOptions {
  /** Least squares of log steps (the default), or Huber's loss with δ = 1e-3. */
  criterion?: LossFunction;
}

const NAME = 'the critical batch size';
const PARAMETERS = 2;

/**
 * Fits (S/S_min − 1)(E/E_min − 1) = 1 (Kaplan et al. 2020, equation 5.1; McCandlish et al. 2018) to runs that reached
 * one loss at several batch sizes. Refuses fewer than three runs, one batch size, and batch sizes that are all far from
 * the critical one. If the runs do not bound an interval, its upper end is ∞ or its lower end 0.
 */
export function fitCriticalBatch(
  runs: readonly BatchRun[],
  { criterion = 'squares', replicates = 1000, seed = 1 }: CriticalBatchOptions = {},
): CriticalBatch | Refusal {
  const refusal = refuseBatchRuns(runs);
  if (refusal) return refusal;
  const ordered = runs.toSorted((a, b) => a.batch - b.batch || a.steps - b.steps);
  // A form is fitted to the log of its field `loss`, which holds steps here.
  const points = ordered.map(({ batch, steps }) => ({ batch, loss: steps }));
  const law = fitForm(new HyperbolaForm(points), points, { criterion, replicates, seed, bootstrap: 'noise' });
  return isRefusal(law) ? law : describe(law, ordered);
}

function describe(law: FittedLaw<HyperbolaSymbol, BatchSize>, runs: readonly BatchRun[]): CriticalBatch {
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

/** The fewest steps and the fewest tokens that reach a loss. */
type HyperbolaSymbol = 'S_min' | 'E_min';

/** One batch size, in tokens. */
interface BatchSize {
  batch: number;
}

/** A term is invisible if it is below this share of the steps at every batch size. */
const LEAST_SHARE = 1e-3;
const START_SHARES = [0.1, 0.5, 0.9];

/**
 * (S/S_min − 1)(E/E_min − 1) = 1, Kaplan et al. 2020, equation 5.1, after McCandlish et al. 2018. The batch size of a
 * run is known exactly and E = B·S, so the hyperbola is S = S_min + E_min/B. It is fitted to log S: θ = (log S_min, log
 * E_min − mean log B).
 */
class HyperbolaForm implements LawForm<HyperbolaSymbol, BatchSize> {
  readonly name = NAME;
  readonly symbols = ['S_min', 'E_min'] as const;
  readonly starts: readonly (readonly number[])[];

  private readonly meanB: number;
  private readonly least: number;
  private readonly most: number;

  /** @param points batch sizes, with their steps as `loss` */
  constructor(points: readonly (BatchSize & { loss: number })[]) {
    const logs = points.map(({ batch }) => Math.log(batch));
    const middle = meanLog(points.map(({ loss }) => loss));
    this.meanB = mean(logs);
    [this.least, this.most] = extent(logs.map((log) => log - this.meanB));
    this.starts = START_SHARES.map((share) => [middle + Math.log(share), middle + Math.log(1 - share)]);
  }

  logLoss({ batch }: BatchSize, theta: ArrayLike<number>): number {
    return logSumExp(theta[0], theta[1] - Math.log(batch) + this.meanB);
  }

  derivatives(
    run: BatchSize,
    theta: ArrayLike<number>,
    gradient: Float64Array,
    hessian: Float64Array,
  ): number {
    const value = this.logLoss(run, theta);
    const share = Math.exp(theta[0] - value);
    gradient[0] = share;
    gradient[1] = 1 - share;
    hessian[0] = hessian[3] = share * (1 - share);
    hessian[1] = hessian[2] = -hessian[0];
    return value;
  }

  /** A term that is invisible at every batch size is set to 0. */
  parameters(theta: ArrayLike<number>): number[] {
    const { fewest, cheapest } = this.shares(theta);
    return [
      fewest < LEAST_SHARE ? 0 : Math.exp(theta[0]),
      cheapest < LEAST_SHARE ? 0 : Math.exp(theta[1] + this.meanB),
    ];
  }

  refuse(theta: ArrayLike<number>): Refusal | null {
    const { fewest, cheapest } = this.shares(theta);
    if (fewest < LEAST_SHARE)
      return { refused: `every batch size lies far below the critical one: ${tooLittle('S_min', fewest)}` };
    if (cheapest < LEAST_SHARE)
      return {
        refused: `every batch size lies far above the critical one: ${tooLittle('E_min/B', cheapest)}`,
      };
    return null;
  }

  formula(theta: ArrayLike<number>): string {
    const [steps, tokens] = this.parameters(theta).map(formatNumber);
    return `(S / ${steps} − 1)(E / ${tokens} − 1) = 1`;
  }

  /** The largest share of each term in the steps: S_min at the largest batch size, and E_min/B at the smallest. */
  private shares(theta: ArrayLike<number>): { fewest: number; cheapest: number } {
    const ratio = theta[1] - theta[0];
    return {
      fewest: 1 / (1 + Math.exp(ratio - this.most)),
      cheapest: 1 / (1 + Math.exp(this.least - ratio)),
    };
  }
}

function tooLittle(term: string, share: number): string {
  const percent = (value: number) => `${formatNumber(100 * value)} %`;
  return `${term} is ${percent(share)} of the steps at most, less than ${percent(LEAST_SHARE)}`;
}
