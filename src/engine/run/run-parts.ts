import type { Kernel, View } from '../gpu/kernel.ts';
import type { Memory } from '../gpu/memory.ts';
import type { Tuning } from '../ops/tuning.ts';
import type { Job } from './job.ts';
import type { ParameterSet } from './parameter-set.ts';

/** Steps whose losses and gradient norms stay on the GPU until they are read. */
export const RING_STEPS = 4_096;

/** What the kernels of a run work on, plain or fast. */
export interface RunParts {
  job: Job;
  memory: Memory;
  tuning: Tuning;
  parameters: ParameterSet;
  moments: View;
  /** Steps done before the first one here. */
  firstStep: number;
  ring: View;
  corpus: View;
  /** Of `laneTable`. */
  laneSettings: View;
}

/** The dispatches of one training step, and of one batch of validation windows. */
export interface RunKernels {
  step: Kernel[];
  evaluate(state: View, positionSums: View): Kernel[];
}
