import type { Kernel, View } from '../gpu/kernel.ts';
import type { Memory } from '../gpu/memory.ts';
import type { ParameterLayout } from '../model/parameter-layout.ts';
import type { AttentionVariant } from '../ops/attention.ts';
import type { ModelShape, StoredTensor } from '../trainer.ts';
import type { ActivationCounts } from './allocate-activations.ts';
import type { ParameterSet } from './parameter-set.ts';
import type { RunKernels, RunParts } from './run-parts.ts';

/**
 * A network of one shape: everything that training, evaluation, checkpoints, sampling and tuning need from it. Another
 * architecture is another function from a shape to a `Network`, another one to its `NetworkFiles`, and a row each of
 * `training/networks.ts` and `training/model-files.ts`.
 */
export interface Network {
  readonly shape: ModelShape;
  readonly layout: ParameterLayout;
  /** Training FLOPs of one lane for one step of `batch` windows. */
  flopsPerStep(batch: number): number;
  /** Numbers that one lane keeps for a step of the plain kernels, by buffer; parameters and gradients left out. */
  activations(batch: number): ActivationCounts;
  /** Loads one kernel for each operation: the reference that the fast kernels are compared with. */
  plainKernels(): Promise<(parts: RunParts) => RunKernels>;
  /** Whether the fast kernels can train on batches of so many windows. */
  hasFastKernels(batch: number): boolean;
  /** Kernels in the variants of `parts.tuning`. */
  fastKernels(parts: RunParts): RunKernels;
  /** Allocates a forward pass of one lane over one window. */
  forward(memory: Memory, parameters: ParameterSet): Promise<WindowForward>;
  readonly tuning: NetworkTuning;
}

/** A forward pass of one lane over one window. */
export interface WindowForward {
  /** `[T]` tokens. */
  inputs: View;
  /** `[T, V]`. */
  logits: View;
  kernels: readonly Kernel[];
}

/** The facts on which the choice of kernels depends. */
export interface NetworkTuning {
  /** Sizes of the class of shapes that share a choice; `rows` are the tokens of a batch in all lanes. */
  classOf(rows: number): readonly number[];
  /** Attention variants that have kernels of their own for this shape, without the plain one; none without attention. */
  readonly attention: readonly AttentionVariant[];
  /** The same network with the fewest layers that run all its kernels: quick to compare and to time. */
  shallow(): Network;
}

/** A lane's model as other programs open it; parameters are `[P]` in the network's layout. */
export interface NetworkFiles {
  /** The object of `config.json`. */
  config(): Readonly<Record<string, unknown>>;
  tensors(parameters: Float32Array<ArrayBuffer>): StoredTensor[];
  /** The inverse of `tensors`. @throws with the rule, if the tensors do not belong to this network */
  parameters(tensors: readonly StoredTensor[]): Float32Array<ArrayBuffer>;
}
