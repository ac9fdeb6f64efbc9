import type { CountedNetwork } from '../counting/count-parameters.ts';
import type { ParameterConvention } from '../counting/parameter-convention.ts';
import type { FloorChoice } from '../power-law/choose-floor.ts';
import type { LossFunction } from '../stats/huber.ts';

/**
 * The request for an analysis. It is plain data, which is sent to a worker; the answer is plain data as well. Runs are
 * named by their ids; losses are in nats per token, C in FLOPs, N by the chosen convention. If a fit cannot be made,
 * its answer is a refusal.
 */

/** The variable of a power law: parameters, tokens seen, distinct tokens, or compute. */
export type LawVariable = 'N' | 'D' | 'U' | 'C';

/** Every fit beside the power laws of the series, and the part of a run that it reads. */
export const FITS = {
  /** The lowest loss that any of the curves reaches with C FLOPs, and its power law. */
  frontier: 'curve',
  /** Approaches 1, 2 and 3 of Hoffmann et al. 2022, side by side. */
  approaches: 'curve',
  /** L(N, D) of Kaplan et al. 2020, where D is the number of distinct tokens. */
  grid: 'losses',
  /** Hyperbolas of steps against tokens, and B_crit(L). */
  batch: 'curve',
  /** Whether L(N) has a floor: E by the noise of seeds, and what laws with and without one predict for the largest sizes. */
  floors: 'losses',
  /** One line L(N) for all models of two or more layers, with and without what Kaplan et al. leave out of N. */
  depth: 'losses',
  /** The data-constrained law of Muennighoff et al. 2023, over the law of the runs that repeat no tokens. */
  repeats: 'losses',
  /** Spread over the seeds of each run, and the knee of its curve. */
  dynamics: 'curve',
  /** How many tokens a model needs to reach the final loss of the next smaller one. */
  efficiency: 'curve',
  /** The loss over positions in the context, a + b·T^−c, of each run. */
  positions: 'positionLosses',
  /** The best learning rate of each run, from its lanes. */
  rates: 'losses',
  /** L(N, S_min) of Kaplan et al. 2020, through the training curves. */
  steps: 'curve',
} as const satisfies Record<string, RunPart>;

export type FitName = keyof typeof FITS;

/**
 * A part of a run that a fit reads. A request always holds `losses`; it holds the other two only if a fit reads them.
 */
export type RunPart = keyof Pick<AnalysedRun, 'losses' | 'curve' | 'positionLosses'>;

/** An analysis in which nothing was fitted. */
export const NO_ANALYSIS = { laws: [] } as const;

/** The options that a person chooses. Databases hold these keys, so they must not change. */
export interface FitOptions {
  /** Whether the power laws have a floor. */
  readonly floor: FloorChoice;
  /** Which numbers N counts. */
  readonly convention: ParameterConvention;
  /** Huber's loss with δ = 1e-3 on log loss, or least squares. */
  readonly loss: LossFunction;
}

/** The input of every fit. */
export interface FitInput {
  readonly runs: readonly AnalysedRun[];
  readonly options: FitOptions;
}

export interface AnalysisRequest extends FitInput {
  /** The variables of the power laws: each series gets one law for each of them. */
  readonly laws: readonly LawVariable[];
  readonly fits: readonly FitName[];
}

/** N of a model as a table states it: one number, which no convention changes. */
export interface StatedSize {
  readonly parameters: number;
}

/** A run as the fits see it. A number that a table does not state is NaN, and no fit that reads it may be asked for. */
export interface AnalysedRun {
  readonly id: string;
  /** Runs of one series share their power laws. */
  readonly series: string;
  readonly shape: CountedNetwork | StatedSize;
  /**
   * The name of its training curve, if a table states several points of one run: each is a run here, with the loss at
   * that point.
   */
  readonly pointOf?: string;
  /** D of one lane. */
  readonly tokens: number;
  /** U, distinct tokens among these. */
  readonly uniqueTokens: number;
  /** C of one lane, counted exactly. */
  readonly compute: number;
  /** Tokens of one lane in a step. */
  readonly stepTokens: number;
  /** Whether fits use its points. */
  readonly fitted: boolean;
  /** [R] validation losses of its lanes at the end; null until it has finished. */
  readonly losses: ArrayLike<number> | null;
  /** [R] peak learning rates of its lanes; left out if they are not known. */
  readonly rates?: readonly number[];
  /**
   * [R] names of its models. Lanes of one name, in whatever run, are one model that several machines trained. Without names
   * each lane is a model of its own.
   */
  readonly models?: readonly string[];
  /** Training losses; null until it has finished, or if no fit reads curves. */
  readonly curve: LaneCurves | null;
  /** [R, T] validation losses at each position of the window, after the last step; null if no fit reads them or none are known. */
  readonly positionLosses: ArrayLike<number> | null;
}

/** Training losses of the lanes of a run. */
export interface LaneCurves {
  /** R. */
  readonly lanes: number;
  readonly steps: number;
  /** [at least steps, R]; the values of further rows are undefined. */
  readonly losses: ArrayLike<number>;
}
