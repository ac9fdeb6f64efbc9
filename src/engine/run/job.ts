import type { Network } from './network.ts';
import type { StepJob } from './run-parts.ts';

/** The state from which a run resumes. */
export interface Begun {
  /** Steps done. */
  step: number;
  /** Time that these steps took. */
  trainingMilliseconds: number;
  /** `[2, R, P]`. */
  moments: Float32Array<ArrayBuffer>;
}

/** One run as the GPU needs it: a plan whose corpus is loaded and whose schedule is computed. */
export interface Job extends StepJob {
  network: Network;
  /** `[R, P]` in the network's layout: the weights before the first step. */
  initial: Float32Array<ArrayBuffer>;
  /** Absent if the run starts from its first step. */
  begun?: Begun;
  /** Trains with the plain kernels instead of the fast ones. */
  plain: boolean;
}
