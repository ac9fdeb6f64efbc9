import type { Lane, OptimizerSettings } from '../trainer.ts';
import type { Network } from './network.ts';
import type { Tokens } from './pack-tokens.ts';

/** The state from which a run resumes. */
export interface Begun {
  /** Steps done. */
  step: number;
  /** Time these took. */
  trainingMilliseconds: number;
  /** `[2, R, P]`. */
  moments: Float32Array<ArrayBuffer>;
}

/** One run as the GPU needs it: a plan whose corpus has been loaded and whose schedule has been written out. */
export interface Job {
  network: Network;
  batch: number;
  lanes: readonly Lane[];
  optimizer: OptimizerSettings;
  /** Share of each lane's peak rate at every step; its length is the number of steps. */
  shares: ArrayLike<number>;
  tokens: Tokens;
  /** First tokens of the training windows, and whether each epoch takes them in an order of its own. */
  training: { starts: Uint32Array<ArrayBuffer>; shuffled: boolean };
  /** First tokens of the validation windows: whole batches of them, or none. */
  validation: Uint32Array<ArrayBuffer>;
  /** `[R, P]` in the network's layout: the weights before the first step that is done here. */
  initial: Float32Array<ArrayBuffer>;
  /** Left out if the run starts from its first step. */
  begun?: Begun;
  /** Trains with the plain kernels instead of the fast ones. */
  plain: boolean;
}
