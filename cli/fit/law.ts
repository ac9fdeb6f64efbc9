import type { CriticalBatchConstants } from '../../src/laws/batch-size/critical-batch-law.ts';
import type { ChinchillaConstants } from '../../src/laws/joint/optimal-allocation.ts';
import type { Refusal } from '../../src/laws/refusal.ts';
import type { FLOORS, LAW_OPTIONS, METHODS, RESAMPLES, ROBUST } from './law-options.ts';

/**
 * The quantities that a column of a table can contain: N, D, C, unique tokens U, steps S, the batch size in tokens, the
 * position in the context, the squared gradient norms of small and of big batches, and the loss. The option of the same
 * name names its column.
 */
export type Quantity = 'n' | 'd' | 'c' | 'u' | 's' | 'batch' | 'position' | 'small' | 'big' | 'loss';

/** NaN in columns that the law does not read; `run` and `shape` if an option names their columns. */
export type Row = Record<Quantity, number> & { run?: string; shape?: string };

export interface FitCommandOptions {
  law: string;
  robust: (typeof ROBUST)[number];
  floor: (typeof FLOORS)[number];
  resample: (typeof RESAMPLES)[number] | undefined;
  budget: number | undefined;
  base: ChinchillaConstants | undefined;
  criticalBatch: CriticalBatchConstants | undefined;
  smallBatch: number | undefined;
  bigBatch: number | undefined;
  method: (typeof METHODS)[number];
  allBudgets: boolean;
  smoothing: number | undefined;
  profile: string | undefined;
  holdOut: number | undefined;
  replicates: number;
  seed: number;
}

/** A fitted law, for JSON and for people. */
export interface Report {
  result: object;
  text: string;
}

/** @throws with the sentence of a refusal */
export type Fit = (rows: readonly Row[], options: FitCommandOptions) => Report;

/** A row of the table of laws. */
export interface Law {
  /** A line of the usage text. */
  means: string;
  columns: readonly Quantity[];
  /** The options that it accepts besides the options of every law. */
  options: readonly (keyof typeof LAW_OPTIONS)[];
  /** What it minimises without `--robust`; Huber's loss if left out. */
  robust?: FitCommandOptions['robust'];
  fit: Fit;
}

/**
 * A fit that was not refused.
 *
 * @throws with the sentence of a refusal
 */
export function accepted<Fitted extends object>(fit: Fitted | Refusal): Fitted {
  if ('refused' in fit) throw new Error(fit.refused);
  return fit;
}
