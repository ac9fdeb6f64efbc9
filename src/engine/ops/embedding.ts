import code from '../../../shaders/embedding.wgsl?raw';
import { gridFor, read, write, type Kernel, type View } from '../gpu/kernel.ts';

export const embeddingShader = { name: 'embedding', code };

export interface EmbeddingShape {
  /** B · T. */
  rows: number;
  context: number;
  width: number;
  vocabulary: number;
  lanes: number;
  /** Numbers between lanes in tables and their gradients. */
  parameterStride: number;
}

/** Slices of the vocabulary; each walks the rows in parallel with the others. */
const SLICES = 16;

function sizesOf(shape: EmbeddingShape): Record<string, number> {
  const { rows, context, width, vocabulary, parameterStride } = shape;
  return { rows, context, width, vocabulary, slices: SLICES, parameter_stride: parameterStride };
}

/** `out[B·T, C]` = row of the token table, plus a row of the position table with learned positions. */
export function embeddingForward(
  buffers: { tokens: View; tokenTable: View; positionTable: View | undefined; out: View },
  shape: EmbeddingShape,
): Kernel {
  const { tokens, tokenTable, positionTable, out } = buffers;
  return {
    shader: embeddingShader,
    entryPoint: 'forward',
    constants: { LEARNED_POSITIONS: Number(positionTable !== undefined) },
    bindings: [read(tokens), read(tokenTable), read(positionTable ?? tokenTable), write(out)],
    sizes: sizesOf(shape),
    workgroups: [gridFor(shape.rows * shape.width, 64), 1, shape.lanes],
  };
}

/** `dTable[V, C]`: sums of `dOut` by token, added to `dTable` with `accumulate` (a tied head). */
export function embeddingBackwardTokens(
  buffers: { tokens: View; dOut: View; dTable: View },
  shape: EmbeddingShape,
  accumulate: boolean,
): Kernel {
  return {
    shader: embeddingShader,
    entryPoint: 'backward_tokens',
    constants: { ACCUMULATE: Number(accumulate) },
    bindings: [read(buffers.tokens), read(buffers.dOut), write(buffers.dTable)],
    sizes: sizesOf(shape),
    workgroups: [Math.ceil((SLICES * shape.width) / 64), 1, shape.lanes],
  };
}

/** `dTable[T, C]`: sums of `dOut` over the batch. */
export function embeddingBackwardPositions(
  buffers: { tokens: View; dOut: View; dTable: View },
  shape: EmbeddingShape,
): Kernel {
  return {
    shader: embeddingShader,
    entryPoint: 'backward_positions',
    constants: {},
    bindings: [read(buffers.tokens), read(buffers.dOut), write(buffers.dTable)],
    sizes: sizesOf(shape),
    workgroups: [Math.ceil((shape.context * shape.width) / 64), 1, shape.lanes],
  };
}
