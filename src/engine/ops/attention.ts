import code from '../../../shaders/attention.wgsl?raw';
import { gridFor, read, write, type Kernel, type View } from '../gpu/kernel.ts';

export const attentionShader = { name: 'attention', code };

export interface AttentionShape {
  batch: number;
  context: number;
  heads: number;
  /** Even, 4 to 64. */
  headSize: number;
  lanes: number;
}

function common(shape: AttentionShape): Pick<Kernel, 'shader' | 'constants' | 'sizes' | 'workgroups'> {
  const { batch, context, heads, headSize, lanes } = shape;
  return {
    shader: attentionShader,
    constants: { HEAD_PAIRS: headSize / 2 },
    sizes: { batch, context, heads, scale: 1 / Math.sqrt(headSize) },
    workgroups: [gridFor(batch * heads * context, 64), 1, lanes],
  };
}

/** `out[B, T, C]` from `qkv[B, T, 3C]`; keeps `logSumExp[B, H, T]` for the backward. */
export function attentionForward(
  buffers: { qkv: View; out: View; logSumExp: View },
  shape: AttentionShape,
): Kernel {
  const { qkv, out, logSumExp } = buffers;
  return { ...common(shape), entryPoint: 'forward', bindings: [read(qkv), write(out), write(logSumExp)] };
}

/** `dQkv[B, T, 3C]` in two dispatches: queries first (they leave `delta[B, H, T]`), then keys and values. */
export function attentionBackward(
  buffers: { qkv: View; logSumExp: View; dOut: View; out: View; delta: View; dQkv: View },
  shape: AttentionShape,
): Kernel[] {
  const { qkv, logSumExp, dOut, out, delta, dQkv } = buffers;
  return [
    {
      ...common(shape),
      entryPoint: 'backward_query',
      bindings: [read(qkv), read(logSumExp), read(dOut), read(out), write(dQkv), write(delta)],
    },
    {
      ...common(shape),
      entryPoint: 'backward_key_value',
      bindings: [read(qkv), read(logSumExp), read(dOut), read(delta), write(dQkv)],
    },
  ];
}
