import type { Refusal } from '../refusal.ts';
import type { RunPoint } from './run-point.ts';

/**
 * The form of a law as fits see it: log loss as a smooth function of coefficients θ and of the size of a run. The
 * coefficients are the ones that are easiest to fit; `parameters` turns them into those of the paper.
 */
export interface LawForm<Name extends string = string, Size extends object = RunSize> {
  /** Its name in a sentence. */
  readonly name: string;
  /** The paper's parameters; there are as many coefficients. */
  readonly symbols: readonly Name[];
  /** Coefficients from which a search starts. */
  readonly starts: readonly (readonly number[])[];
  /** Log loss of a run with coefficients θ. */
  logLoss(run: Size, theta: ArrayLike<number>): number;
  /** Log loss, its gradient and its Hessian (row by row) by θ, both overwritten. */
  derivatives(run: Size, theta: ArrayLike<number>, gradient: Float64Array, hessian: Float64Array): number;
  /** The paper's parameters, in the order of `symbols`. */
  parameters(theta: ArrayLike<number>): number[];
  /** Says why a fitted θ is not a law, or null. */
  refuse(theta: ArrayLike<number>): Refusal | null;
  /** The law as people write it, to three digits. */
  formula(theta: ArrayLike<number>): string;
}

/** The size of a run, from which a law of N and D predicts its loss. */
export type RunSize = Pick<RunPoint, 'parameters' | 'tokens' | 'uniqueTokens'>;

/** A run as a fit sees it: its size, its loss, and the names of its run and its shape. */
export type Measured<Size extends object> = Size & Pick<RunPoint, 'loss' | 'run' | 'shape'>;
