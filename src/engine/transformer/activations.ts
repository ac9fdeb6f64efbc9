import type { ActivationCounts } from '../run/allocate-activations.ts';
import type { TransformerShape } from '../trainer.ts';

/** The buffers of a forward pass over `batch` windows. */
export function countForward(shape: TransformerShape, batch: number): ActivationCounts {
  const { context, width, heads, feedForward, vocabulary, layers } = shape;
  const rows = batch * context;
  const counts = new Map<string, number>();
  const add = (name: string, columns: number): Map<string, number> => counts.set(name, rows * columns);
  const addNorm = (name: string): void => {
    add(`${name}.out`, width);
    add(`${name}.mean`, 1);
    add(`${name}.rstd`, 1);
  };
  add('inputs', 1);
  add('targets', 1);
  add('stream.0', width);
  add('branch', width);
  for (let layer = 0; layer < layers; layer++) {
    addNorm(`layers.${layer}.norm1`);
    add(`layers.${layer}.qkv`, 3 * width);
    add(`layers.${layer}.attended`, width);
    add(`layers.${layer}.logSumExp`, heads);
    add(`layers.${layer}.middle`, width);
    addNorm(`layers.${layer}.norm2`);
    add(`layers.${layer}.hidden`, feedForward);
    add(`layers.${layer}.activated`, feedForward);
    add(`stream.${layer + 1}`, width);
  }
  addNorm('norm');
  add('logits', vocabulary);
  add('losses', 1);
  add('logSumExp', 1);
  return counts;
}

/** The buffers that a backward pass needs beside those of the forward pass; all layers use the same ones. */
export function countBackward(shape: TransformerShape, batch: number): ActivationCounts {
  const dActivated = batch * shape.context * shape.feedForward;
  return new Map([...countFusedBackward(shape, batch), ['dActivated', dActivated]]);
}

/** The buffers of a fused forward pass; the streams have stats for every group of `groupWidth` columns. */
export function countFusedForward(
  shape: TransformerShape,
  batch: number,
  groupWidth: number,
): ActivationCounts {
  const { context, width, heads, feedForward, vocabulary, layers } = shape;
  const rows = batch * context;
  const counts = new Map<string, number>();
  const add = (name: string, columns: number): Map<string, number> => counts.set(name, rows * columns);
  const addStream = (name: string): void => {
    add(name, width);
    add(`${name}.stats`, Math.ceil(width / groupWidth) * 2);
  };
  add('tokens', 1);
  addStream('stream.0');
  for (let layer = 0; layer < layers; layer++) {
    add(`layers.${layer}.norm1.out`, width);
    add(`layers.${layer}.qkv`, 3 * width);
    add(`layers.${layer}.attended`, width);
    add(`layers.${layer}.logSumExp`, heads);
    addStream(`layers.${layer}.middle`);
    add(`layers.${layer}.norm2.out`, width);
    add(`layers.${layer}.hidden`, feedForward);
    add(`layers.${layer}.activated`, feedForward);
    addStream(`stream.${layer + 1}`);
  }
  add('norm.out', width);
  add('logits', Math.ceil(vocabulary / 4) * 4);
  add('losses', 1);
  return counts;
}

/** The buffers that a fused backward pass needs beside those of the forward pass. */
export function countFusedBackward(shape: TransformerShape, batch: number): ActivationCounts {
  const { context, width, heads, feedForward } = shape;
  const rows = batch * context;
  return new Map([
    ['dStream', rows * width],
    ['dNormed', rows * width],
    ['dAttended', rows * width],
    ['dHidden', rows * feedForward],
    ['dQkv', rows * 3 * width],
    ['delta', rows * heads],
  ]);
}
