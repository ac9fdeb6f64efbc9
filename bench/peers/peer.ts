import type { ModelShape } from '../../src/engine/trainer.ts';

/** The task of every library: the same model from the same weights, on the same windows in every step. */
export interface PeerTask {
  shape: ModelShape;
  batch: number;
  /** By the names in the network's layout. */
  initial: ReadonlyMap<string, InitialTensor>;
  /** `[B · T]`. */
  inputs: Int32Array<ArrayBuffer>;
  /** `[B · T]`. */
  targets: Int32Array<ArrayBuffer>;
  optimizer: PeerOptimizer;
}

export interface InitialTensor {
  shape: number[];
  values: Float32Array<ArrayBuffer>;
}

/** AdamW with decoupled decay of all tensors except vectors; gradients are clipped by their global norm. */
export interface PeerOptimizer {
  learningRate: number;
  weightDecay: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  clipNorm: number;
}

/** A library that holds the task's model on the GPU. */
export interface Peer {
  /** Trainable numbers. */
  parameters: number;
  /** Trains this many steps without waiting between them; settles with the loss of the last one. */
  train: (steps: number) => Promise<number>;
  destroy: () => void;
}
