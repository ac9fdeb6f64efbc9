import type { Kernel, View } from '../gpu/kernel.ts';
import type { Memory } from '../gpu/memory.ts';
import type { Tuning } from '../ops/tuning.ts';
import type { Lane, OptimizerSettings, OtherText, TestSet } from '../trainer.ts';
import type { Tokens } from './pack-tokens.ts';
import type { ParameterSet } from './parameter-set.ts';

/** Steps whose losses and gradient norms stay on the GPU until they are read. */
export const RING_STEPS = 4_096;

/** The part of a job that its kernels are made from. */
export interface StepJob {
  /** B, windows a step. */
  batch: number;
  lanes: readonly Lane[];
  optimizer: OptimizerSettings;
  /** Share of each lane's peak rate at every step; its length is the number of steps. */
  shares: ArrayLike<number>;
  tokens: Tokens;
  training: TrainingWindows;
  /** First tokens of the validation windows: whole batches of them, or none. */
  validation: Uint32Array<ArrayBuffer>;
  /** First tokens of the overlapping windows: whole batches of them; left out for none. */
  overlapping?: Uint32Array<ArrayBuffer>;
  /** Left out for none. */
  tests?: TestedWindows;
  /** Left out for none. */
  texts?: readonly OtherWindows[];
}

/** The windows of another text: whole batches of them. */
export interface OtherWindows extends OtherText {
  /** First tokens of the windows. */
  starts: Uint32Array<ArrayBuffer>;
}

/** Windows of all tests of a run, one set after the other, then others up to whole batches. */
export interface TestedWindows {
  sets: readonly TestSet[];
  /** First tokens of the windows. */
  starts: Uint32Array<ArrayBuffer>;
  /** The input of each window at which the model answers. */
  positions: Uint32Array<ArrayBuffer>;
}

export interface TrainingWindows {
  /** First tokens of the windows. */
  starts: Uint32Array<ArrayBuffer>;
  /** Whether each epoch takes the windows in its own order instead of the listed one. */
  shuffled: boolean;
}

/** The buffers and sizes that the kernels of a run use, plain or fast. */
export interface RunParts {
  job: StepJob;
  memory: Memory;
  tuning: Tuning;
  parameters: ParameterSet;
  moments: View;
  /** Steps done before this run starts or resumes. */
  firstStep: number;
  ring: View;
  corpus: View;
  /** Made by `laneTable`. */
  laneSettings: View;
}

/** The dispatches of one training step, and of one batch of windows to evaluate. */
export interface RunKernels {
  step: Kernel[];
  /** @param starts first tokens of the windows */
  evaluate(starts: Uint32Array<ArrayBuffer>, state: View, positionSums: View): Kernel[];
  /** The dispatches of one batch of test windows; `answers[R, windows, 2]` as the op `answers` writes them. */
  test(tests: TestedWindows, state: View, answers: View): Kernel[];
}
