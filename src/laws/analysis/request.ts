import type { CountedShape } from '../counting/count-parameters.ts';
import type { ParameterConvention } from '../counting/parameter-convention.ts';
import type { FloorChoice } from '../power-law/choose-floor.ts';
import type { LossFunction } from '../stats/huber.ts';

/**
 * What is asked of an analysis and what it answers: plain data, which crosses to a worker and back. Runs go by their ids;
 * losses are in nats per token, C in FLOPs, N by the convention asked for. What cannot be fitted is refused in its place.
 */

/** What a power law is of: parameters, tokens seen, distinct tokens, or compute. */
export type LawVariable = 'N' | 'D' | 'U' | 'C';

/** A fit that is made beside the power laws of the series. */
export type FitName =
  /** The lowest loss that any of the curves reaches with C FLOPs, and its power law. */
  | 'frontier'
  /** Approaches 1, 2 and 3 of Hoffmann et al. 2022, side by side. */
  | 'approaches'
  /** L(N, D) of Kaplan et al. 2020 with D the distinct tokens. */
  | 'grid'
  /** Hyperbolas of steps against tokens, and B_crit(L). */
  | 'batch'
  /** One line L(N) for all models of two or more layers, with and without what Kaplan et al. leave out of N. */
  | 'depth'
  /** Spread over the seeds of each run, and the knee of its curve. */
  | 'dynamics'
  /** How many tokens a model takes to the final loss of the next smaller one. */
  | 'efficiency'
  /** The loss over positions in the context, a + b·T^−c, of each run. */
  | 'positions'
  /** L(N, S_min) of Kaplan et al. 2020, through the training curves. */
  | 'steps';

/** How a person wants the fits made. */
export interface FitOptions {
  /** Of the power laws. */
  readonly floor: FloorChoice;
  /** Which numbers N counts. */
  readonly convention: ParameterConvention;
  /** Huber's loss with δ = 1e-3 on log loss, or least squares. */
  readonly loss: LossFunction;
}

export interface AnalysisRequest {
  readonly runs: readonly AnalysedRun[];
  /** Power laws of each series, one a variable. */
  readonly laws: readonly LawVariable[];
  readonly fits: readonly FitName[];
  readonly options: FitOptions;
}

/** A run as the fits see it. */
export interface AnalysedRun {
  readonly id: string;
  /** Runs of one series share their power laws. */
  readonly series: string;
  readonly shape: CountedShape;
  /** D of one lane. */
  readonly tokens: number;
  /** U, distinct tokens among these. */
  readonly uniqueTokens: number;
  /** C of one lane, counted exactly. */
  readonly compute: number;
  /** Tokens of one lane in a step. */
  readonly stepTokens: number;
  /** Whether fits take its points. */
  readonly fitted: boolean;
  /** [R] validation losses that its lanes reached; null before it has finished. */
  readonly losses: ArrayLike<number> | null;
  /** Training losses; null before it has finished, or where no fit looks at curves. */
  readonly curve: LaneCurves | null;
  /** [R, T] validation losses at each position of the window at its end; null where no fit looks at them, or none are known. */
  readonly positionLosses: ArrayLike<number> | null;
}

/** Training losses of the lanes of a run. */
export interface LaneCurves {
  /** R. */
  readonly lanes: number;
  readonly steps: number;
  /** [at least steps, R]; rows from `steps` on mean nothing. */
  readonly losses: ArrayLike<number>;
}
