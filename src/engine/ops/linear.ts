import geluFunctions from '../../../shaders/gelu-function.wgsl?raw';
import backwardCode from '../../../shaders/products/linear-backward.wgsl?raw';
import forwardCode from '../../../shaders/products/linear-forward.wgsl?raw';
import rowNorm from '../../../shaders/row-norm.wgsl?raw';
import rowStats from '../../../shaders/row-stats.wgsl?raw';
import { planeFor, read, write, type Kernel, type Shader, type View } from '../gpu/kernel.ts';
import { directivesFor, productsOf, shaderOf } from './compose-shader.ts';
import type { ProductVariant } from './products.ts';
import { LAYERNORM_EPSILON } from './row-norm.ts';

/** The linear layers of the fused step: rows, inputs and stored outputs are multiples of 4. */
export interface LinearShape {
  /** B · T. */
  rows: number;
  /** K, fan-in. */
  inputs: number;
  /** N, fan-out; activations store it rounded up to a multiple of 4. */
  outputs: number;
  lanes: number;
  /** Numbers between lanes in the parameters. */
  parameterStride: number;
  /** Start of the weight in a lane's parameters, in numbers. Every offset is a multiple of 4. */
  weight: number;
}

/** Stats of an activation's rows by groups of columns, from which LayerNorm computes mean and variance. */
export interface RowStats {
  /** `[R, rows, groups, 2]`: sum, and squared deviations from the group's mean. */
  view: View;
  /** Columns of a group; the last may be smaller. */
  groupWidth: number;
}

export interface LinearForward {
  input: View;
  parameters: View;
  out: View;
  /** Start of the bias in a lane's parameters. */
  bias?: number;
  /** LayerNorm on load: the input's stats, the starts of gain and bias, and room for the normalised rows. */
  norm?: { stats: RowStats; gain: number; shift: number; normed: View };
  /** The weight is stored `[N, K]`. */
  transposed?: boolean;
  /** Cosines and sines `[T, C/2, 2]`, by which queries and keys are rotated; the outputs are q | k | v. */
  rotary?: { turns: View; context: number };
  /** `[R, rows, N]`, added. */
  residual?: View;
  /** Room for gelu of the outputs. */
  activated?: View;
  /** Room for the stats of the outputs, in groups of the variant's columns. */
  stats?: View;
  /** Room of at least 768 bytes that nothing reads. */
  unused: View;
}

export function quadsOf(numbers: number): number {
  return Math.ceil(numbers / 4);
}

/** `out = then(norm(input) · weight + bias)` in one dispatch. */
export function linearForward(linear: LinearForward, shape: LinearShape, variant: ProductVariant): Kernel {
  const { input, parameters, out, norm, rotary, residual, activated, stats } = linear;
  const { rows, inputs, outputs, lanes } = shape;
  const [noNormed, noActivated, noStats] = [0, 1, 2].map((place) => unusedPart(linear.unused, place));
  return {
    shader: forwardShader(variant),
    entryPoint: 'forward',
    constants: {
      ...variant.constants,
      NORM: Number(norm !== undefined),
      TRANSPOSED: Number(linear.transposed ?? false),
      BIAS: Number(linear.bias !== undefined),
      ROTARY: Number(rotary !== undefined),
      RESIDUAL: Number(residual !== undefined),
      GELU: Number(activated !== undefined),
      y_STATS: Number(stats !== undefined),
    },
    ...(variant.requires && { requires: variant.requires }),
    bindings: [
      ...[input, parameters, norm?.stats.view ?? parameters, residual ?? rotary?.turns ?? parameters].map(
        read,
      ),
      ...[out, norm?.normed ?? noNormed, activated ?? noActivated, stats ?? noStats].map(write),
    ],
    sizes: {
      rows,
      inputs: inputs / 4,
      n: outputs,
      outputs: quadsOf(outputs),
      parameter_quads: shape.parameterStride / 4,
      weight: shape.weight / 4,
      bias: (linear.bias ?? 0) / 4,
      gain: (norm?.gain ?? 0) / 4,
      shift: (norm?.shift ?? 0) / 4,
      groups: norm ? Math.ceil(inputs / norm.stats.groupWidth) : 0,
      group_quads: norm ? norm.stats.groupWidth / 4 : 0,
      context: rotary?.context ?? 1,
      epsilon: LAYERNORM_EPSILON,
    },
    workgroups: [...planeFor(variant.workgroups(rows, quadsOf(outputs) * 4, 1), 1), lanes],
  };
}

export type LinearBackward = LinearBackwardViews & (WithInput | WithoutInput);

interface WithInput {
  dInput: View;
}

/** For a layer whose input needs no gradient from it. */
interface WithoutInput {
  /** Room of at least 256 bytes that nothing reads. */
  unused: View;
}

interface LinearBackwardViews {
  dOut: View;
  parameters: View;
  /** The input of the layer, after its LayerNorm. */
  input: View;
  /** The input of gelu, if gelu comes before the layer. */
  before?: View;
  /** The weight is stored `[N, K]`, as a head's. */
  transposed?: boolean;
  partials: View;
}

/** The places of a layer's gradients in a lane's partials, in numbers. */
export interface LinearPartials {
  /** Numbers between lanes. */
  stride: number;
  slices: number;
  weight: { offset: number; sliceStride: number };
  /** Undefined for a layer without bias. */
  bias: { offset: number; sliceStride: number } | undefined;
}

/** `dInput` if it is wanted, `dWeight`, and `dBias` if there is a bias, in one dispatch. */
export function linearBackward(
  linear: LinearBackward,
  shape: LinearShape,
  partials: LinearPartials,
  variant: ProductVariant,
): Kernel {
  const { rows, inputs, lanes } = shape;
  const { slices, weight, bias } = partials;
  const outputs = quadsOf(shape.outputs);
  const { transposed = false } = linear;
  const [m, n] = transposed ? [outputs * 4, inputs] : [inputs, outputs * 4];
  const dx = 'dInput' in linear ? variant.workgroups(rows, inputs, 1) : 0;
  const dw = variant.workgroups(m, n, slices);
  const db =
    bias === undefined || variant.sumsColumns ? 0 : Math.ceil((outputs * slices) / variant.workgroupSize);
  return {
    shader: backwardShader(variant),
    entryPoint: 'backward',
    constants: {
      ...variant.constants,
      HEAD: Number(transposed),
      BIAS: Number(bias !== undefined),
      GELU: Number(linear.before !== undefined),
    },
    ...(variant.requires && { requires: variant.requires }),
    bindings: [
      ...[linear.dOut, linear.parameters, linear.input, linear.before ?? linear.input].map(read),
      ...['dInput' in linear ? linear.dInput : unusedPart(linear.unused, 0), linear.partials].map(write),
    ],
    sizes: {
      rows,
      inputs: inputs / 4,
      n: shape.outputs,
      outputs,
      parameter_quads: shape.parameterStride / 4,
      weight: shape.weight / 4,
      partial_quads: partials.stride / 4,
      d_weight: weight.offset / 4,
      d_weight_quads: weight.sliceStride / 4,
      d_bias: (bias?.offset ?? 0) / 4,
      d_bias_quads: (bias?.sliceStride ?? 0) / 4,
      slices,
      dx_workgroups: dx,
      dw_workgroups: dw,
    },
    workgroups: [...planeFor(dx + dw + db, 1), lanes],
  };
}

function unusedPart({ buffer, offset }: View, place: number): View {
  return { buffer, offset: offset + place * 256, size: 256 };
}

function forwardShader({ kernels, requires, code }: ProductVariant): Shader {
  return shaderOf(
    `linear-forward+${kernels}`,
    directivesFor(requires),
    forwardCode,
    geluFunctions,
    rowNorm,
    rowStats,
    productsOf(code, 'y'),
  );
}

function backwardShader({ kernels, requires, code }: ProductVariant): Shader {
  return shaderOf(
    `linear-backward+${kernels}`,
    directivesFor(requires),
    backwardCode,
    geluFunctions,
    rowStats,
    productsOf(code, 'dx', 'dw'),
  );
}
