import code from '../../../shaders/gradient-norm.wgsl?raw';
import { read, write, type Kernel, type View } from '../gpu/kernel.ts';

export const gradientNormShader = { name: 'gradient-norm', code };

/** The most sums that run in parallel; each adds its strided share in order. */
const MAX_PARTS = 4_096;

/** Partial sums per lane that `gradientNorm` needs room for. */
export function gradientNormParts(count: number): number {
  return Math.min(Math.ceil(count / 16), MAX_PARTS);
}

/**
 * Writes the L2 norm of each lane's `gradient[R, count]` into the ring and its clip factor into the state.
 * `sums` has room for `gradientNormParts(count)` numbers per lane; `clipNorm` 0 does not clip.
 */
export function gradientNorm(
  buffers: { gradient: View; sums: View; ring: View; state: View },
  shape: { count: number; lanes: number; ring: number; clipNorm: number },
): Kernel[] {
  const { gradient, sums, ring, state } = buffers;
  const { count, lanes } = shape;
  const parts = gradientNormParts(count);
  const sizes = { count, parts, lanes, ring: shape.ring, clip_norm: shape.clipNorm };
  return [
    {
      shader: gradientNormShader,
      entryPoint: 'partials',
      constants: {},
      bindings: [read(gradient), write(sums)],
      sizes,
      workgroups: [Math.ceil(parts / 64), 1, lanes],
    },
    {
      shader: gradientNormShader,
      entryPoint: 'finish',
      constants: {},
      bindings: [read(sums), write(ring), write(state)],
      sizes,
      workgroups: [1, 1, lanes],
    },
  ];
}
