import code from '../../../shaders/layernorm.wgsl?raw';
import { gridFor, read, write, type Kernel, type View } from '../gpu/kernel.ts';
import { LAYERNORM_EPSILON } from './row-norm.ts';

export const layernormShader = { name: 'layernorm', code };

export interface LayernormShape {
  /** B · T. */
  rows: number;
  width: number;
  lanes: number;
  /** Numbers between lanes in gain, bias and their gradients. */
  parameterStride: number;
  /** Numbers from the gradient of the gain to the gradient of the bias. */
  biasOffset: number;
}

function sizesOf({ rows, width, parameterStride, biasOffset }: LayernormShape): Record<string, number> {
  const epsilon = LAYERNORM_EPSILON;
  return { rows, width, parameter_stride: parameterStride, bias_offset: biasOffset, epsilon };
}

/** `out[rows, C]`; keeps `mean` and `rstd`, `[rows]`, for the backward. */
export function layernormForward(
  buffers: { input: View; gain: View; bias: View; out: View; mean: View; rstd: View },
  shape: LayernormShape,
): Kernel {
  const { input, gain, bias, out, mean, rstd } = buffers;
  return {
    shader: layernormShader,
    entryPoint: 'forward',
    constants: {},
    bindings: [read(input), read(gain), read(bias), write(out), write(mean), write(rstd)],
    sizes: sizesOf(shape),
    workgroups: [gridFor(shape.rows, 64), 1, shape.lanes],
  };
}

/** `dInput[rows, C]`, added to its present numbers with `accumulate`. */
export function layernormBackwardInput(
  buffers: { dOut: View; input: View; mean: View; rstd: View; gain: View; dInput: View },
  shape: LayernormShape,
  accumulate: boolean,
): Kernel {
  const { dOut, input, mean, rstd, gain, dInput } = buffers;
  return {
    shader: layernormShader,
    entryPoint: 'backward_input',
    constants: { ACCUMULATE: Number(accumulate) },
    bindings: [read(dOut), read(input), read(mean), read(rstd), read(gain), write(dInput)],
    sizes: sizesOf(shape),
    workgroups: [gridFor(shape.rows, 64), 1, shape.lanes],
  };
}

/** The gradients of gain and bias, `[C]` each, `biasOffset` apart in `dGainAndBias`. */
export function layernormBackwardParameters(
  buffers: { dOut: View; input: View; mean: View; rstd: View; dGainAndBias: View },
  shape: LayernormShape,
): Kernel {
  const { dOut, input, mean, rstd, dGainAndBias } = buffers;
  return {
    shader: layernormShader,
    entryPoint: 'backward_parameters',
    constants: {},
    bindings: [read(dOut), read(input), read(mean), read(rstd), write(dGainAndBias)],
    sizes: sizesOf(shape),
    workgroups: [Math.ceil(shape.width / 16), 1, shape.lanes],
  };
}
