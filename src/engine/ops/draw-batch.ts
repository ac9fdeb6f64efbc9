import code from '../../../shaders/draw-batch.wgsl?raw';
import { read, write, type Kernel, type View } from '../gpu/kernel.ts';

export const drawBatchShader = { name: 'draw-batch', code };

export interface DrawBuffers {
  /** Tokens, packed little-endian into 32-bit words. */
  corpus: View;
  /** First token of every window. */
  starts: View;
  /** Four words a lane, the first its order seed. */
  lanes: View;
  /** The first word counts the steps done. */
  state: View;
  inputs: View;
  targets: View;
}

export interface DrawShape {
  batch: number;
  context: number;
  /** How many `starts` there are. */
  windows: number;
  lanes: number;
  tokenBits: 8 | 16;
  /** Whether each epoch takes the windows in an order of its own, or as they are listed. */
  shuffled: boolean;
}

/** Half the bits that number `windows` places; at least one. */
export function feistelHalfBits(windows: number): number {
  return Math.max(1, Math.ceil(Math.log2(windows) / 2));
}

/** `inputs[R, B, T]` and `targets[R, B, T]` of the step that `state` counts. */
export function drawBatch(buffers: DrawBuffers, shape: DrawShape): Kernel {
  const { corpus, starts, lanes, state, inputs, targets } = buffers;
  const { batch, context, windows } = shape;
  return {
    shader: drawBatchShader,
    entryPoint: 'draw',
    constants: { SHUFFLED: Number(shape.shuffled), TOKEN_BITS: shape.tokenBits },
    bindings: [...[corpus, starts, lanes, state].map(read), write(inputs), write(targets)],
    sizes: { batch, context, windows, half_bits: feistelHalfBits(windows) },
    workgroups: [batch, 1, shape.lanes],
  };
}
