import code from '../../../shaders/cross-entropy.wgsl?raw';
import { gridFor, read, write, type Kernel, type View } from '../gpu/kernel.ts';

export const crossEntropyShader = { name: 'cross-entropy', code };

export interface CrossEntropyShape {
  /** B · T. */
  rows: number;
  context: number;
  vocabulary: number;
  lanes: number;
  /** Steps in the ring of losses. */
  ring: number;
}

function sizesOf({ rows, lanes, vocabulary, context, ring }: CrossEntropyShape): Record<string, number> {
  return { rows, lanes, vocabulary, context, ring };
}

/** `losses[rows]`, nats; keeps `logSumExp[rows]` for the gradient. */
export function crossEntropyForward(
  buffers: { logits: View; targets: View; losses: View; logSumExp: View },
  shape: CrossEntropyShape,
): Kernel {
  const { logits, targets, losses, logSumExp } = buffers;
  return {
    shader: crossEntropyShader,
    entryPoint: 'forward',
    constants: {},
    bindings: [read(logits), read(targets), write(losses), write(logSumExp)],
    sizes: sizesOf(shape),
    workgroups: [gridFor(shape.rows * shape.lanes, 64), 1, 1],
  };
}

/** Turns `logits[rows, V]` into the gradient of the mean loss, in place. */
export function crossEntropyBackward(
  buffers: { logSumExp: View; targets: View; logits: View },
  shape: CrossEntropyShape,
): Kernel {
  return {
    shader: crossEntropyShader,
    entryPoint: 'backward',
    constants: {},
    bindings: [read(buffers.logSumExp), read(buffers.targets), write(buffers.logits)],
    sizes: sizesOf(shape),
    workgroups: [gridFor(shape.rows * shape.lanes * shape.vocabulary, 64), 1, 1],
  };
}

/** Writes each lane's mean loss into the ring. */
export function meanLoss(
  buffers: { losses: View; state: View; ring: View },
  shape: CrossEntropyShape,
): Kernel {
  return {
    shader: crossEntropyShader,
    entryPoint: 'mean',
    constants: {},
    bindings: [read(buffers.losses), read(buffers.state), write(buffers.ring)],
    sizes: sizesOf(shape),
    workgroups: [1, 1, shape.lanes],
  };
}

/** Adds the losses at each position, summed over the batch, to `sums[R, T]`. */
export function sumPositionLosses(losses: View, sums: View, shape: CrossEntropyShape): Kernel {
  return {
    shader: crossEntropyShader,
    entryPoint: 'sum_positions',
    constants: {},
    bindings: [read(losses), write(sums)],
    sizes: sizesOf(shape),
    workgroups: [Math.ceil(shape.context / 64), 1, shape.lanes],
  };
}
