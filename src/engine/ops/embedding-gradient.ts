import code from '../../../shaders/embedding-gradient.wgsl?raw';
import { read, write, type Kernel, type View } from '../gpu/kernel.ts';

export const embeddingGradientShader = { name: 'embedding-gradient', code };

export interface EmbeddingGradientShape {
  /** B · T, a multiple of 4. */
  rows: number;
  context: number;
  /** C, a multiple of 4. */
  width: number;
  vocabulary: number;
  lanes: number;
  /** Numbers between lanes in `partials`, a multiple of 4. */
  partialStride: number;
  /** Numbers from a lane's start to the first slice of the token table's gradient that this op writes. */
  tokenPartials: number;
  /** The same for the position table, which has one slice; undefined where there is none. */
  positionPartials: number | undefined;
  /** Into which the rows are cut. */
  slices: number;
  /** Into which the vocabulary is cut: more make more invocations, each of which walks all rows of its slice. */
  ranges: number;
}

/** Partial gradients of the token table, `[slices, V, C]`, and of the position table, `[T, C]`. */
export function embeddingGradient(
  buffers: {
    /** `[R, B, T]`, inputs in the low 16 bits. */
    tokens: View;
    /** `[R, B, T, C]`. */
    dOut: View;
    partials: View;
  },
  shape: EmbeddingGradientShape,
): Kernel {
  const { rows, context, width, vocabulary, slices, ranges, positionPartials } = shape;
  const quads = width / 4;
  const tokenWorkgroups = Math.ceil((slices * ranges * quads) / 64);
  const positionWorkgroups = positionPartials === undefined ? 0 : Math.ceil((context * quads) / 64);
  return {
    shader: embeddingGradientShader,
    entryPoint: 'backward',
    constants: {},
    bindings: [read(buffers.tokens), read(buffers.dOut), write(buffers.partials)],
    sizes: {
      row_quads: rows / 4,
      context,
      quads,
      vocabulary,
      slices,
      ranges,
      partial_quads: shape.partialStride / 4,
      token_partials: shape.tokenPartials / 4,
      slice_quads: Math.ceil((vocabulary * width) / 64) * 16,
      position_partials: (positionPartials ?? 0) / 4,
      token_workgroups: tokenWorkgroups,
    },
    workgroups: [tokenWorkgroups + positionWorkgroups, 1, shape.lanes],
  };
}
