import code from '../../../shaders/adamw.wgsl?raw';
import { gridFor, read, write, type Kernel, type View } from '../gpu/kernel.ts';

export const adamwShader = { name: 'adamw', code };

export interface AdamwBuffers {
  gradient: View;
  /** A pair for every 64 numbers of a lane: rate multiplier, and 1 if decayed. */
  groups: View;
  /** Four numbers a step: share of the peak rate, 1 − β₁ᵗ, 1 − β₂ᵗ, 0. */
  schedule: View;
  /** Four words a lane: order seed, peak rate, decay, 0. */
  lanes: View;
  /** Step, then a clip factor for each lane. */
  state: View;
  parameters: View;
  firstMoment: View;
  secondMoment: View;
}

export interface AdamwShape {
  /** Numbers in a lane, a multiple of 64. */
  count: number;
  lanes: number;
  beta1: number;
  beta2: number;
  epsilon: number;
}

/** Updates every parameter and both moments. */
export function adamw(buffers: AdamwBuffers, shape: AdamwShape): Kernel {
  const { gradient, groups, schedule, lanes, state, parameters, firstMoment, secondMoment } = buffers;
  const { count, beta1, beta2, epsilon } = shape;
  return {
    shader: adamwShader,
    entryPoint: 'update',
    constants: {},
    bindings: [
      ...[gradient, groups, schedule, lanes, state].map(read),
      ...[parameters, firstMoment, secondMoment].map(write),
    ],
    sizes: { quads: count / 4, beta1, beta2, epsilon },
    workgroups: [gridFor(count / 4, 64), 1, shape.lanes],
  };
}
