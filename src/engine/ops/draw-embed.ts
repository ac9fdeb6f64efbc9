import code from '../../../shaders/draw-embed.wgsl?raw';
import windowOrder from '../../../shaders/window-order.wgsl?raw';
import { gridFor, read, write, type Kernel, type View } from '../gpu/kernel.ts';
import { shaderOf } from './compose-shader.ts';
import { windowOrderParts, type DrawShape, type DrawSources } from './window-order.ts';

export const drawEmbedShader = shaderOf('draw-embed', code, windowOrder);

export interface DrawEmbedBuffers extends DrawSources {
  /** `[R, P]`. */
  parameters: View;
  /** `[R, B, T]` words: input in the low 16 bits, target in the high 16. */
  tokens: View;
  /** `[R, B, T, C]`. */
  out: View;
  /** `[R, B, T, groups]` pairs: sum and M2 of each group of columns. */
  stats: View;
}

export interface DrawEmbedShape extends DrawShape {
  /** C, a multiple of 4. */
  width: number;
  /** Columns of a group of `stats`, a multiple of 4; the last group may have fewer. */
  groupWidth: number;
  /** Numbers between lanes in `parameters`, a multiple of 4. */
  parameterStride: number;
  /** Numbers from a lane's start to its token table `[V, C]`. */
  tokenTable: number;
  /** The same for the position table `[T, C]`; undefined without learned positions. */
  positionTable: number | undefined;
}

export interface DrawEmbedGrid {
  workgroupSize: number;
  /** Workgroups that share a window. */
  workgroupsPerWindow: number;
}

/** A CPU that emulates a GPU finds a window's start once for every four invocations, so it gets four per window. */
export function drawEmbedGrid(
  { context, width, groupWidth }: Pick<DrawEmbedShape, 'context' | 'width' | 'groupWidth'>,
  software: boolean,
): DrawEmbedGrid {
  if (software) return { workgroupSize: 4, workgroupsPerWindow: 1 };
  return { workgroupSize: 64, workgroupsPerWindow: gridFor(context * Math.ceil(width / groupWidth), 64) };
}

/** The batch of the step that `state` counts, and the embedding of its inputs with the stats that LayerNorm needs. */
export function drawEmbed(
  buffers: DrawEmbedBuffers,
  shape: DrawEmbedShape,
  { workgroupSize, workgroupsPerWindow }: DrawEmbedGrid,
): Kernel {
  const { parameters, tokens, out, stats } = buffers;
  const { width, groupWidth, tokenTable, positionTable } = shape;
  const order = windowOrderParts(buffers, shape);
  return {
    shader: drawEmbedShader,
    entryPoint: 'draw',
    constants: {
      ...order.constants,
      WORKGROUP: workgroupSize,
      LEARNED_POSITIONS: Number(positionTable !== undefined),
    },
    bindings: [...order.bindings, read(parameters), ...[tokens, out, stats].map(write)],
    sizes: {
      ...order.sizes,
      quads: width / 4,
      group_quads: groupWidth / 4,
      groups: Math.ceil(width / groupWidth),
      parameter_quads: shape.parameterStride / 4,
      token_table: tokenTable / 4,
      position_table: (positionTable ?? 0) / 4,
    },
    workgroups: [workgroupsPerWindow, shape.batch, shape.lanes],
  };
}
