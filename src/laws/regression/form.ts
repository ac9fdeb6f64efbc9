import type { Refusal } from '../refusal.ts';
import type { RunPoint } from './run-point.ts';

/**
 * A law of several variables as the fits see it: log loss as a smooth function of its coefficients θ at each run.
 * The coefficients are those in which it is easiest to fit; `parameters` are those of the paper.
 */
export interface LawForm<Name extends string = string, Size extends object = RunSize> {
  /** How a sentence calls it. */
  readonly name: string;
  /** The paper's parameters, as many as there are coefficients. */
  readonly symbols: readonly Name[];
  /** Coefficients from which to search. */
  readonly starts: readonly (readonly number[])[];
  /** Log loss of a run with coefficients θ. */
  logLoss(run: Size, theta: ArrayLike<number>): number;
  /** Log loss, its gradient and its Hessian (row by row) by θ, both overwritten. */
  derivatives(run: Size, theta: ArrayLike<number>, gradient: Float64Array, hessian: Float64Array): number;
  /** The paper's parameters, in the order of `symbols`. */
  parameters(theta: ArrayLike<number>): number[];
  /** Why a fitted θ is no law, or null. */
  refuse(theta: ArrayLike<number>): Refusal | null;
  /** The law as people write it, to three digits. */
  formula(theta: ArrayLike<number>): string;
}

/** What a law of N and D predicts a loss from. */
export type RunSize = Pick<RunPoint, 'parameters' | 'tokens' | 'uniqueTokens'>;

/** A run as a fit sees it: what a law predicts its loss from, the loss, and the name of its run. */
export type Measured<Size extends object> = Size & Pick<RunPoint, 'loss' | 'run' | 'shape'>;
