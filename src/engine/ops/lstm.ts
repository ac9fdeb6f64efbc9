import { read, write, type Binding, type Kernel, type Shader, type View } from '../gpu/kernel.ts';
import { shaderOf } from './compose-shader.ts';

/** A way to assign the sequences and units of a layer to workgroups and invocations. */
export type LstmVariant =
  /** A sequence per workgroup, a unit per invocation: the reference that the others are compared with. */
  | 'plain'
  /** For GPUs: a sequence per workgroup, several invocations for each unit. */
  | 'parts'
  /** For CPUs that emulate a GPU: four sequences per workgroup, four units of each per invocation. */
  | 'blocks';

const loadFunctions = async (): Promise<string> => (await import('./shader-groups/lstm.ts')).lstmFunctions;

const SHADERS: Readonly<Record<LstmVariant, Shader>> = {
  plain: shaderOf('lstm', loadFunctions, async () => (await import('./shader-groups/lstm.ts')).lstm),
  parts: shaderOf(
    'lstm-parts',
    loadFunctions,
    async () => (await import('./shader-groups/lstm.ts')).lstmParts,
  ),
  blocks: shaderOf(
    'lstm-blocks',
    loadFunctions,
    async () => (await import('./shader-groups/lstm.ts')).lstmBlocks,
  ),
};

/** The fast variant of such an adapter. */
export function lstmVariant(software: boolean): LstmVariant {
  return software ? 'blocks' : 'parts';
}

export interface LstmShape {
  batch: number;
  context: number;
  /** C; a multiple of 4 for `blocks`. */
  width: number;
  lanes: number;
  /** Numbers between lanes in the parameters, a multiple of 4. */
  parameterStride: number;
  /** Start of the recurrent weight `[C, 4C]` in a lane's parameters, a multiple of 4. */
  weight: number;
}

export interface LstmForward {
  /** `[R, B, T, 4C]`, for each unit i, f, g, o: the layer's inputs · weight + bias become the gates, in place. */
  gates: View;
  /** `[R, P]`. */
  parameters: View;
  /** `[R, B, T, C]`, kept for the backward. */
  cells: View;
  /** `[R, B, T, C]`. */
  out: View;
  /** `[R, B, T, C]`: `out` of the position before, 0 at the first. */
  before: View;
}

export interface LstmBackward {
  /** `[R, B, T, C]`. */
  dOut: View;
  /** `[R, B, T, 4C]`: the gates of the forward become the gradient of what they were made from, in place. */
  gates: View;
  /** `[R, P]`. */
  parameters: View;
  /** `[R, B, T, C]`: the cells of the forward, which are overwritten. */
  cells: View;
}

/** One layer along the whole context, in one dispatch. */
export function lstmForward(
  { gates, parameters, cells, out, before }: LstmForward,
  shape: LstmShape,
  variant: LstmVariant,
): Kernel {
  const bindings = [read(parameters), ...[gates, cells, out, before].map(write)];
  return dispatch('forward', bindings, shape, variant);
}

/** The backward of one layer through time, in one dispatch. */
export function lstmBackward(
  { dOut, gates, parameters, cells }: LstmBackward,
  shape: LstmShape,
  variant: LstmVariant,
): Kernel {
  const bindings = [read(parameters), read(dOut), ...[gates, cells].map(write)];
  return dispatch('backward', bindings, shape, variant);
}

/** Invocations of a workgroup of `plain`, and of `parts` for narrow and for other layers. */
const PLAIN_SIZE = 64;
const PARTS_SIZES = { narrow: 64, usual: 256 };

/** The widest layer that gets the small workgroups of `parts`, because their barriers are cheaper. */
const NARROW = 16;

/** The fewest invocations that read along a row of the weight together, in the backward of `parts`. */
const TOGETHER = 8;

/** Sequences of a workgroup of `blocks`. */
const BLOCK = 4;

function dispatch(
  entryPoint: 'forward' | 'backward',
  bindings: Binding[],
  shape: LstmShape,
  variant: LstmVariant,
): Kernel {
  const { batch, context, width, lanes } = shape;
  const sizes = { batch, context, parameter_quads: shape.parameterStride / 4, weight: shape.weight / 4 };
  const kernel = { shader: SHADERS[variant], entryPoint, bindings };
  if (variant === 'blocks') {
    const workgroups = [Math.ceil(batch / BLOCK), 1, lanes] as const;
    return { ...kernel, constants: {}, sizes: { ...sizes, quads: width / 4 }, workgroups };
  }
  const workgroups = [batch, 1, lanes] as const;
  if (variant === 'plain') {
    return { ...kernel, constants: { WORKGROUP: PLAIN_SIZE }, sizes: { ...sizes, width }, workgroups };
  }
  const workgroupSize = width <= NARROW ? PARTS_SIZES.narrow : PARTS_SIZES.usual;
  const filling = Math.floor(workgroupSize / width);
  const parts = Math.min(width, Math.max(filling, entryPoint === 'backward' ? TOGETHER : 1));
  return {
    ...kernel,
    constants: { WORKGROUP: workgroupSize },
    sizes: { ...sizes, width, parts },
    workgroups,
  };
}
