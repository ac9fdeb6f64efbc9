import code from '../../../shaders/loss.wgsl?raw';
import { planeFor, read, write, type Kernel, type View } from '../gpu/kernel.ts';

export const lossShader = { name: 'loss', code };

export interface LossShape {
  /** B · T. */
  rows: number;
  vocabulary: number;
  /** Stored columns of a row of logits: the vocabulary rounded up to 4. */
  columns: number;
  lanes: number;
}

export interface LossGrid {
  workgroupSize: number;
  /** A power of 2, up to the workgroup's size. */
  threadsPerRow: number;
}

/** On a GPU neighbours read a row together. A CPU that emulates a GPU reads it alone, without a barrier. */
export function lossGrid(software: boolean): LossGrid {
  return software ? { workgroupSize: 4, threadsPerRow: 1 } : { workgroupSize: 64, threadsPerRow: 16 };
}

/**
 * `losses[R, rows]`, nats; with `gradient`, `logits[R, rows, columns]` become the gradient of a lane's mean loss, zero
 * beyond the vocabulary. `tokens[R, rows]` has the target in the high 16 bits.
 */
export function loss(
  buffers: { logits: View; tokens: View; losses: View },
  { rows, vocabulary, columns, lanes }: LossShape,
  { workgroupSize, threadsPerRow }: LossGrid,
  { gradient }: { gradient: boolean },
): Kernel {
  const { logits, tokens, losses } = buffers;
  return {
    shader: lossShader,
    entryPoint: 'loss',
    constants: { GRADIENT: Number(gradient), WORKGROUP: workgroupSize, THREADS_PER_ROW: threadsPerRow },
    bindings: [read(tokens), write(logits), write(losses)],
    sizes: { rows, vocabulary, quads: columns / 4 },
    workgroups: [...planeFor(rows * threadsPerRow, workgroupSize), lanes],
  };
}
