import code from '../../../shaders/norm-backward.wgsl?raw';
import rowNorm from '../../../shaders/row-norm.wgsl?raw';
import { read, write, type Kernel, type View } from '../gpu/kernel.ts';
import { shaderOf } from './compose-shader.ts';
import { LAYERNORM_EPSILON } from './row-norm.ts';

export const normBackwardShader = shaderOf('norm-backward', code, rowNorm);

export interface NormBackwardBuffers {
  /** `[R, rows, C]`. */
  dOut: View;
  /** `[R, rows, C]`. */
  input: View;
  /** `[R, rows, groups]` pairs: sum and M2 of each group of the input's columns. */
  stats: View;
  /** `[R, P]`. */
  parameters: View;
  /** `[R, rows, C]`. */
  dInput: View;
  /** Partial gradients of all parameters. */
  partials: View;
}

export interface NormBackwardShape {
  /** B · T. */
  rows: number;
  /** C, a multiple of 4. */
  width: number;
  /** Columns of a group of `stats`, a multiple of 4; the last group may have fewer. */
  groupWidth: number;
  lanes: number;
  /** Numbers between lanes in `parameters`, a multiple of 4. */
  parameterStride: number;
  /** Numbers between lanes in `partials`, a multiple of 4. */
  partialStride: number;
  /** Numbers from a lane's start in `parameters` to the gain. */
  gain: number;
  /** Numbers from a lane's start in `partials` to the first slice of the gain's gradient. */
  partialGain: number;
  /** The same for the bias. */
  partialBias: number;
}

export interface NormBackwardGrid {
  workgroupSize: number;
  /** Workgroups that share the rows, each with its own sums. */
  slices: number;
  /** Invocations that read a row together: more on GPUs, fewer where sharing is slow. */
  threadsPerRow: number;
}

/** On a GPU neighbours read a row together. A CPU that emulates a GPU runs four invocations as one, without a barrier. */
export function normBackwardGrid(rows: number, software: boolean): NormBackwardGrid {
  return software
    ? { workgroupSize: 4, slices: Math.ceil(rows / 64), threadsPerRow: 1 }
    : { workgroupSize: 64, slices: Math.ceil(rows / 16), threadsPerRow: 4 };
}

/**
 * `dInput[R, rows, C]`, added to its present numbers with `accumulate`, and the partial gradients of gain and bias: slices
 * `[slices, C]` of each, C rounded up to 64 apart.
 */
export function normBackward(
  buffers: NormBackwardBuffers,
  shape: NormBackwardShape,
  { workgroupSize, slices, threadsPerRow }: NormBackwardGrid,
  { accumulate }: { accumulate: boolean },
): Kernel {
  const { dOut, input, stats, parameters, dInput, partials } = buffers;
  const { rows, width, groupWidth } = shape;
  return {
    shader: normBackwardShader,
    entryPoint: 'backward',
    constants: {
      ACCUMULATE: Number(accumulate),
      WORKGROUP: workgroupSize,
      ROWS: Math.ceil(rows / slices),
      THREADS_PER_ROW: threadsPerRow,
    },
    bindings: [...[dOut, input, stats, parameters].map(read), write(dInput), write(partials)],
    sizes: {
      rows,
      quads: width / 4,
      groups: Math.ceil(width / groupWidth),
      group_quads: groupWidth / 4,
      epsilon: LAYERNORM_EPSILON,
      parameter_quads: shape.parameterStride / 4,
      gain: shape.gain / 4,
      partial_quads: shape.partialStride / 4,
      partial_gain: shape.partialGain / 4,
      partial_bias: shape.partialBias / 4,
      slice_quads: Math.ceil(width / 64) * 16,
    },
    workgroups: [slices, 1, shape.lanes],
  };
}
