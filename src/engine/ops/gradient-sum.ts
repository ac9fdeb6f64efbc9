import code from '../../../shaders/gradient-sum.wgsl?raw';
import workgroupSum from '../../../shaders/workgroup-sum.wgsl?raw';
import { read, write, type Kernel, type View } from '../gpu/kernel.ts';
import { shaderOf } from './compose-shader.ts';

export const gradientSumShader = shaderOf('gradient-sum', code, workgroupSum);

export interface GradientGrid {
  workgroupSize: number;
  /** Workgroups that share a lane's numbers, each with its own sum of squares. */
  parts: number;
}

/** The workgroups to which `gradientSum` and `update` assign the `count` numbers of a lane. */
export function gradientGrid(count: number, software: boolean): GradientGrid {
  // Barriers are slow on a CPU that emulates a GPU, unless they are among the four invocations that it runs as one.
  const { workgroupSize, most } = software
    ? { workgroupSize: 4, most: 32 }
    : { workgroupSize: 256, most: 1_024 };
  return { workgroupSize, parts: Math.min(Math.ceil(count / 4 / workgroupSize), most) };
}

/** The places of a gradient's partial sums. */
export interface PartialLayout {
  /** Numbers from a lane's start to the first slice of each tensor. */
  offsets: readonly number[];
  /** Numbers between lanes, a multiple of 64. */
  stride: number;
  /** The places that `gradientSum` reads: four words for every 64 numbers of a gradient. */
  places: Uint32Array<ArrayBuffer>;
}

/** Places the slices of each tensor one after another, each as long as the tensor rounded up to 64 numbers. */
export function layOutPartials(tensors: readonly { count: number; slices: number }[]): PartialLayout {
  const offsets: number[] = [];
  const places: number[] = [];
  let stride = 0;
  for (const { count, slices } of tensors) {
    const chunks = Math.ceil(count / 64);
    offsets.push(stride);
    for (let chunk = 0; chunk < chunks; chunk++) places.push(stride / 4 + chunk * 16, slices, chunks * 16, 0);
    stride += slices * chunks * 64;
  }
  return { offsets, stride, places: Uint32Array.from(places) };
}

export interface GradientSumBuffers {
  /** `[R, partialStride]`. */
  partials: View;
  /** Made by `layOutPartials`. */
  places: View;
  /** `[R, rows]`. */
  losses: View;
  /** `[R, P]`. */
  gradient: View;
  /** `[R, parts]`. */
  sums: View;
  /** Steps done, then steps done including this one. */
  state: View;
  /** `[ring, R]` pairs: mean loss, gradient norm. */
  ring: View;
}

export interface GradientSumShape {
  /** P: numbers of a lane, a multiple of 64. */
  count: number;
  /** Numbers between lanes in `partials`. */
  partialStride: number;
  /** B · T, a multiple of 4. */
  rows: number;
  lanes: number;
  /** Steps in the ring. */
  ring: number;
}

/** `gradient[R, P]` and its sums of squares `[R, parts]`; writes mean losses into the ring and starts to count the step. */
export function gradientSum(
  buffers: GradientSumBuffers,
  shape: GradientSumShape,
  { workgroupSize, parts }: GradientGrid,
): Kernel {
  const { partials, places, losses, gradient, sums, state, ring } = buffers;
  const { lanes } = shape;
  return {
    shader: gradientSumShader,
    entryPoint: 'sum',
    constants: { WORKGROUP: workgroupSize },
    bindings: [...[partials, places, losses].map(read), ...[gradient, sums, state, ring].map(write)],
    sizes: {
      quads: shape.count / 4,
      partial_quads: shape.partialStride / 4,
      row_quads: shape.rows / 4,
      lanes,
      ring: shape.ring,
    },
    workgroups: [parts + 1, 1, lanes],
  };
}
