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
  /** The same for the position table, which has one slice; undefined without learned positions. */
  positionPartials: number | undefined;
}

export interface EmbeddingGradientGrid {
  workgroupSize: number;
  /** Slices of the rows; each has its own copy of the token table's gradient. */
  slices: number;
  /** Ranges of the vocabulary: more of them make more invocations, each of which walks all rows of its slice. */
  ranges: number;
}

/** The fewest rows of a slice; the fewest invocations that keep a GPU busy; the most numbers of all slices. */
const SLICE_ROWS = 256;
const MOST_SLICES = 8;
const INVOCATIONS = 8_192;
const MOST_NUMBERS = 2 ** 21;

/** A CPU that emulates a GPU walks the rows once. On a GPU many invocations walk them, each for few tokens. */
export function embeddingGradientGrid(
  { rows, width, vocabulary }: Pick<EmbeddingGradientShape, 'rows' | 'width' | 'vocabulary'>,
  software: boolean,
): EmbeddingGradientGrid {
  if (software) return { workgroupSize: 4, slices: 1, ranges: 1 };
  const fitting = Math.floor(MOST_NUMBERS / (vocabulary * width));
  const slices = Math.max(1, Math.min(Math.floor(rows / SLICE_ROWS), fitting, MOST_SLICES));
  const ranges = Math.min(Math.ceil(INVOCATIONS / (slices * (width / 4))), vocabulary);
  return { workgroupSize: 64, slices, ranges };
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
  { workgroupSize, slices, ranges }: EmbeddingGradientGrid,
): Kernel {
  const { rows, context, width, vocabulary, positionPartials } = shape;
  const quads = width / 4;
  const sliceWorkgroups = Math.ceil((ranges * quads) / workgroupSize);
  const positionWorkgroups =
    positionPartials === undefined ? 0 : Math.ceil((context * quads) / workgroupSize);
  return {
    shader: embeddingGradientShader,
    entryPoint: 'backward',
    constants: { WORKGROUP: workgroupSize },
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
      slice_workgroups: sliceWorkgroups,
    },
    workgroups: [slices * sliceWorkgroups + positionWorkgroups, 1, shape.lanes],
  };
}
