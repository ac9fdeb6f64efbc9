import code from '../../../shaders/matmul.wgsl?raw';
import { planeFor, read, write, type Kernel, type View } from '../gpu/kernel.ts';

export const matmulShader = { name: 'matmul', code };

/** A matrix a lane: `[rows, columns]` as stored, lanes `stride` numbers apart. */
export interface Matrix {
  view: View;
  stride: number;
}

export interface MatmulShape {
  m: number;
  n: number;
  k: number;
  lanes: number;
}

/** Rows and columns of the block of outputs that one invocation owns. */
export type Block = 4 | 8 | 16;

/** Larger blocks load less but leave fewer invocations: a CPU that plays GPU wants the one, a GPU the other. */
export function blockFor(software: boolean): Block {
  return software ? 16 : 4;
}

export interface MatmulOptions {
  /** `a` is stored `[K, M]`. */
  transposeA?: boolean;
  /** `b` is stored `[N, K]`. */
  transposeB?: boolean;
  /** `[N]`, added to every row. */
  bias?: Matrix;
  /** The largest block to use. */
  block: Block;
}

/** Outputs computed for nothing, beyond the last row and column, that a large block may cost. */
const MOST_WASTE = 0.2;

function fittingBlock(m: number, n: number, largest: Block): Block {
  const padded = (block: Block): number => Math.ceil(m / block) * Math.ceil(n / block) * block ** 2;
  const blocks: Block[] = [16, 8];
  return blocks.find((block) => block <= largest && padded(block) <= m * n * (1 + MOST_WASTE)) ?? 4;
}

/** `out[M, N] = op(a)[M, K] · op(b)[K, N] (+ bias[N])` for every lane. */
export function matmul(
  a: Matrix,
  b: Matrix,
  out: Matrix,
  shape: MatmulShape,
  options: MatmulOptions,
): Kernel {
  const { m, n, k, lanes } = shape;
  const { transposeA = false, transposeB = false, bias } = options;
  const strides = {
    a_stride: a.stride,
    b_stride: b.stride,
    bias_stride: bias?.stride ?? 0,
    out_stride: out.stride,
  };
  const inFours = [m, n, k, ...Object.values(strides)].every((size) => size % 4 === 0);
  const block = inFours ? fittingBlock(m, n, options.block) : 4;
  const workgroupSize = block === 16 ? 4 : 64;
  const blocks = Math.ceil(m / block) * Math.ceil(n / block);
  const [x, y] = planeFor(blocks, workgroupSize);
  return {
    shader: matmulShader,
    entryPoint: inFours ? `blocks_${block}x${block}` : 'any_size',
    constants: {
      TRANSPOSE_A: Number(transposeA),
      TRANSPOSE_B: Number(transposeB),
      BIAS: Number(bias !== undefined),
    },
    bindings: [read(a.view), read(b.view), read((bias ?? b).view), write(out.view)],
    sizes: { m, n, k, ...strides },
    workgroups: [x, y, lanes],
  };
}
