import type { ActivationCounts } from '../run/allocate-activations.ts';
import type { LstmShape } from '../trainer.ts';

/** The buffers of a forward pass of the plain kernels over `batch` windows. */
export function countForward(shape: LstmShape, batch: number): ActivationCounts {
  const rows = batch * shape.context;
  return new Map([
    ['inputs', rows],
    ['targets', rows],
    ...countLayers(shape, batch),
    ['logits', rows * shape.vocabulary],
    ['losses', rows],
    ['logSumExp', rows],
  ]);
}

/** The buffers of a fused forward pass; the embedding is stored with stats for every group of `groupWidth` columns. */
export function countFusedForward(shape: LstmShape, batch: number, groupWidth: number): ActivationCounts {
  const rows = batch * shape.context;
  return new Map([
    ['tokens', rows],
    ['stream.0.stats', rows * Math.ceil(shape.width / groupWidth) * 2],
    ...countLayers(shape, batch),
    ['logits', rows * Math.ceil(shape.vocabulary / 4) * 4],
    ['losses', rows],
  ]);
}

/** The buffer that a backward pass needs beside those of the forward pass. */
export function countBackward({ context, width }: LstmShape, batch: number): ActivationCounts {
  return new Map([['dStream', batch * context * width]]);
}

function countLayers({ context, width, layers }: LstmShape, batch: number): ActivationCounts {
  const numbers = batch * context * width;
  const counts = new Map([['stream.0', numbers]]);
  for (let layer = 0; layer < layers; layer++) {
    counts.set(`layers.${layer}.gates`, 4 * numbers);
    counts.set(`layers.${layer}.cells`, numbers);
    counts.set(`layers.${layer}.before`, numbers);
    counts.set(`stream.${layer + 1}`, numbers);
  }
  return counts;
}
