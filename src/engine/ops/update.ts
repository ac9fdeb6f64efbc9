import code from '../../../shaders/update.wgsl?raw';
import workgroupSum from '../../../shaders/workgroup-sum.wgsl?raw';
import { read, write, type Kernel, type View } from '../gpu/kernel.ts';
import { shaderOf } from './compose-shader.ts';
import type { GradientGrid } from './gradient-sum.ts';

export const updateShader = shaderOf('update', code, workgroupSum);

/** The tables that `update` reads, as words of one buffer. */
export function joinSettings(tables: {
  /** Four words a lane: order seed, peak rate, decay, 0. */
  lanes: Uint32Array;
  /** A pair for every 64 numbers of a lane: rate multiplier, and 1 if decayed. */
  groups: Float32Array<ArrayBuffer>;
  /** Four numbers a step: share of the peak rate, 1 − β₁ᵗ, 1 − β₂ᵗ, 0. */
  schedule: Float32Array<ArrayBuffer>;
}): Uint32Array<ArrayBuffer> {
  const { lanes, groups, schedule } = tables;
  const joined = new Uint32Array(lanes.length + groups.length + schedule.length);
  joined.set(lanes);
  const floats = new Float32Array(joined.buffer);
  floats.set(groups, lanes.length);
  floats.set(schedule, lanes.length + groups.length);
  return joined;
}

export interface UpdateBuffers {
  /** `[R, P]`. */
  gradient: View;
  /** Made by `joinSettings`. */
  settings: View;
  /** Steps done, then steps done including this one. */
  state: View;
  /** `[R, parts]`: sums of the gradient's squares. */
  sums: View;
  /** `[R, P]`. */
  parameters: View;
  /** `[2, R, P]`: first moments, then second moments. */
  moments: View;
  /** `[ring, R]` pairs: mean loss, gradient norm. */
  ring: View;
}

export interface UpdateShape {
  /** P: numbers of a lane, a multiple of 64. */
  count: number;
  lanes: number;
  /** Steps in the ring. */
  ring: number;
  /** 0 for no clipping. */
  clipNorm: number;
  beta1: number;
  beta2: number;
  epsilon: number;
}

/** Writes gradient norms into the ring, updates parameters and both moments by the clipped gradient, counts the step. */
export function update(
  buffers: UpdateBuffers,
  shape: UpdateShape,
  { workgroupSize, parts }: GradientGrid,
): Kernel {
  const { gradient, settings, state, sums, parameters, moments, ring } = buffers;
  const { count, lanes, clipNorm, beta1, beta2, epsilon } = shape;
  return {
    shader: updateShader,
    entryPoint: 'update',
    constants: { WORKGROUP: workgroupSize },
    bindings: [...[gradient, settings, sums].map(read), ...[state, parameters, moments, ring].map(write)],
    sizes: { quads: count / 4, parts, lanes, ring: shape.ring, clip_norm: clipNorm, beta1, beta2, epsilon },
    workgroups: [parts, 1, lanes],
  };
}
