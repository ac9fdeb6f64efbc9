import code from '../../../shaders/products/matmul.wgsl?raw';
import { planeFor, read, write, type Kernel, type View } from '../gpu/kernel.ts';

export const matmulShader = { name: 'matmul', code };

/** One matrix per lane: `[rows, columns]` as stored, lanes `stride` numbers apart. */
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

/** Rows and columns of the outputs that one invocation owns. */
const BLOCK = 4;

export interface MatmulOptions {
  /** `a` is stored `[K, M]`. */
  transposeA?: boolean;
  /** `b` is stored `[N, K]`. */
  transposeB?: boolean;
  /** `[N]`, added to every row. */
  bias?: Matrix;
}

/** `out[M, N] = op(a)[M, K] · op(b)[K, N] (+ bias[N])` for every lane. */
export function matmul(
  a: Matrix,
  b: Matrix,
  out: Matrix,
  shape: MatmulShape,
  options: MatmulOptions = {},
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
  const [x, y] = planeFor(Math.ceil(m / BLOCK) * Math.ceil(n / BLOCK), 64);
  return {
    shader: matmulShader,
    entryPoint: inFours ? 'blocks_4x4' : 'any_size',
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
