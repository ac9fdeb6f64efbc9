import { gridFor, planeFor, read, write, type Binding, type Kernel, type View } from '../gpu/kernel.ts';
import { shaderOf } from './compose-shader.ts';
import { rotate } from './rotary.ts';

/** Bytes of workgroup memory that every adapter has. */
const LEAST_WORKGROUP_BYTES = 16_384;

const loadRows = async (): Promise<string> => (await import('./shader-groups/gpu.ts')).attentionRows;

const loadQuads = async (): Promise<string> => (await import('./shader-groups/trials.ts')).attentionQuads;

/** The shared rows come first: Firefox evaluates overrides in text order and crashes if one uses a later one. */
const SHADERS = {
  plain: shaderOf('attention', async () => (await import('./shader-groups/emulator.ts')).attention),
  tiles: shaderOf(
    'attention-tiles',
    loadRows,
    async () => (await import('./shader-groups/gpu.ts')).attentionTiles,
  ),
  heads: shaderOf(
    'attention-heads',
    loadRows,
    async () => (await import('./shader-groups/trials.ts')).attentionHeads,
  ),
  quads: shaderOf(
    'attention-quads+row-quads',
    loadQuads,
    async () => (await import('./shader-groups/trials.ts')).attentionRowQuads,
  ),
  smallQuads: shaderOf(
    'attention-quads+row-pairs',
    loadQuads,
    async () => (await import('./shader-groups/trials.ts')).attentionRowPairs,
  ),
} as const;

/** The largest heads of which a lane of a quad keeps two numbers instead of four. */
const SMALL_HEAD = 8;

/** What a device needs to run an attention variant, and the kind of device that the variant suits. */
export interface AttentionNeeds {
  requires: readonly GPUFeatureName[];
  /** Bytes of workgroup memory. */
  workgroupBytes: number;
  /** True if it is fast only on CPUs that emulate a GPU, false if only on GPUs; undefined if on both. */
  forSoftware: boolean | undefined;
}

const NEEDS = {
  /** One query or key per invocation, in several dispatches: the reference that the others are compared with. */
  plain: { requires: [], workgroupBytes: LEAST_WORKGROUP_BYTES, forSoftware: undefined },
  /** For GPUs: four invocations share a query or key; the other rows pass through workgroup memory. */
  tiles: { requires: [], workgroupBytes: LEAST_WORKGROUP_BYTES, forSoftware: false },
  /** The same forward as `tiles`. The backward keeps whole heads in workgroup memory, if they fit. */
  heads: { requires: [], workgroupBytes: 2 * LEAST_WORKGROUP_BYTES, forSoftware: false },
  /** For CPUs that emulate a GPU: four invocations share eight queries or keys by swaps, without a barrier. */
  quads: { requires: ['subgroups'], workgroupBytes: LEAST_WORKGROUP_BYTES, forSoftware: true },
} as const satisfies Record<string, AttentionNeeds>;

export type AttentionVariant = keyof typeof NEEDS;

/** Every variant there is. */
export const ATTENTION_VARIANTS: readonly (AttentionNeeds & { name: AttentionVariant })[] = (
  ['plain', 'tiles', 'heads', 'quads'] as const
).map((name) => ({ name, ...NEEDS[name] }));

export interface AttentionShape {
  batch: number;
  /** Up to 512. */
  context: number;
  heads: number;
  /** Even, 4 to 64. */
  headSize: number;
  lanes: number;
}

export interface AttentionForward {
  /** `[R, B, T, 3C]`, in blocks q | k | v. */
  qkv: View;
  /** `[R, B, T, C]`. */
  out: View;
  /** `[R, B, H, T]`, kept for the backward. */
  logSumExp: View;
}

export interface AttentionBackward extends AttentionForward {
  /** `[R, B, T, C]`. */
  dOut: View;
  /** Room for `[R, B, H, T]`. */
  delta: View;
  /** `[R, B, T, 3C]`. */
  dQkv: View;
  /** Cosines and sines `[T, D/2, 2]`, which rotate the gradients of queries and keys back. */
  turns?: View;
}

/** `out` and `logSumExp` from `qkv`. */
export function attentionForward(
  { qkv, out, logSumExp }: AttentionForward,
  shape: AttentionShape,
  variant: AttentionVariant,
): Kernel {
  const bindings = [read(qkv), write(out), write(logSumExp)];
  if (variant === 'plain') return dispatch(shape, 'plain', 'forward', bindings, plainPlane(shape));
  if (variant === 'quads') {
    return dispatch(shape, quadsFor(shape), 'forward', bindings, planeFor(blocksOf(shape, 8), 1));
  }
  const rows = tileRows(shape, 32);
  const plane = planeFor(blocksOf(shape, rows), 1);
  return withConstants(dispatch(shape, 'tiles', 'forward', bindings, plane), { ROWS: rows });
}

/** `dQkv` from `dOut`, in one dispatch unless `plain`. */
export function attentionBackward(
  buffers: AttentionBackward,
  shape: AttentionShape,
  variant: AttentionVariant,
): Kernel[] {
  if (variant === 'plain') return plainBackward(buffers, shape);
  const { qkv, logSumExp, dOut, out, turns, dQkv, delta } = buffers;
  const bindings = [...[qkv, logSumExp, dOut, out, turns ?? qkv].map(read), write(dQkv)];
  const turned = { TURN_BACK: Number(turns !== undefined) };
  const heads = planeFor(shape.batch * shape.heads, 1);
  if (variant === 'quads') {
    const kernel = dispatch(shape, quadsFor(shape), 'backward', [...bindings, write(delta)], heads);
    return [withConstants(kernel, turned)];
  }
  if (variant === 'heads' && isForShape('heads', shape)) {
    return [withConstants(dispatch(shape, 'heads', 'backward', bindings, heads), turned)];
  }
  const rows = tileRows(shape, 16);
  const plane = planeFor(3 * blocksOf(shape, rows), 1);
  return [withConstants(dispatch(shape, 'tiles', 'backward', bindings, plane), { ...turned, ROWS: rows })];
}

/**
 * Whether a variant has kernels of its own for heads of this shape; some heads do not fit in 32 KiB of workgroup
 * memory.
 */
export function isForShape(
  variant: AttentionVariant,
  { context, headSize }: Pick<AttentionShape, 'context' | 'headSize'>,
): boolean {
  return variant !== 'heads' || (context <= 64 && headSize <= 16);
}

function withConstants(kernel: Kernel, constants: Kernel['constants']): Kernel {
  return { ...kernel, constants: { ...kernel.constants, ...constants } };
}

/** Rows of a workgroup of `tiles`: two per invocation for heads of up to `most` numbers, which then fit in registers. */
function tileRows({ headSize }: AttentionShape, most: number): 16 | 32 {
  return headSize <= most ? 32 : 16;
}

/** Queries first, because they compute `delta`; then keys and values; then queries and keys are rotated back by `turns`. */
function plainBackward(buffers: AttentionBackward, shape: AttentionShape): Kernel[] {
  const { qkv, logSumExp, dOut, out, turns, dQkv, delta } = buffers;
  const { batch, context, heads, headSize, lanes } = shape;
  const kept = [qkv, logSumExp, dOut].map(read);
  const backward = (entryPoint: string, ...bindings: Binding[]): Kernel =>
    dispatch(shape, 'plain', entryPoint, [...kept, ...bindings], plainPlane(shape));
  const rotary = { rows: batch * context, context, width: heads * headSize, headSize, lanes };
  return [
    backward('backward_query', read(out), write(dQkv), write(delta)),
    backward('backward_key_value', read(delta), write(dQkv)),
    ...(turns ? [rotate(turns, dQkv, rotary, true)] : []),
  ];
}

function quadsFor({ headSize }: AttentionShape): 'quads' | 'smallQuads' {
  return headSize <= SMALL_HEAD ? 'smallQuads' : 'quads';
}

function dispatch(
  shape: AttentionShape,
  shader: keyof typeof SHADERS,
  entryPoint: string,
  bindings: readonly Binding[],
  plane: readonly [x: number, y: number],
): Kernel {
  const { batch, context, heads, headSize, lanes } = shape;
  return {
    shader: SHADERS[shader],
    requires: NEEDS[shader === 'smallQuads' ? 'quads' : shader].requires,
    entryPoint,
    constants: { HEAD_PAIRS: headSize / 2 },
    bindings,
    sizes: { batch, context, heads, scale: 1 / Math.sqrt(headSize) },
    workgroups: [...plane, lanes],
  };
}

function plainPlane({ batch, heads, context }: AttentionShape): [x: number, y: number] {
  return [gridFor(batch * heads * context, 64), 1];
}

/** The number of blocks of one head, each of so many positions. */
function blocksOf({ batch, heads, context }: AttentionShape, positions: number): number {
  return batch * heads * Math.ceil(context / positions);
}
