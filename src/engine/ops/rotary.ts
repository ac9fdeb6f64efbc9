import code from '../../../shaders/rotary.wgsl?raw';
import { gridFor, read, write, type Kernel, type View } from '../gpu/kernel.ts';

export const rotaryShader = { name: 'rotary', code };

/** Base of the angles unless a shape has another one, as in GPT-NeoX. */
export const ROTARY_BASE = 10_000;

/** `[T, D/2, 2]`: cosine and sine of position · base^(−2i/D). */
export function rotaryTurns(
  context: number,
  headSize: number,
  base = ROTARY_BASE,
): Float32Array<ArrayBuffer> {
  const half = headSize / 2;
  const turns = new Float32Array(context * headSize);
  for (let t = 0; t < context; t++) {
    for (let i = 0; i < half; i++) {
      const angle = t * base ** (-i / half);
      turns[(t * half + i) * 2] = Math.cos(angle);
      turns[(t * half + i) * 2 + 1] = Math.sin(angle);
    }
  }
  return turns;
}

/** The same by column of queries or keys, repeated for every head: `[T, C/2, 2]`. */
export function rotaryTurnsOfColumns(
  context: number,
  headSize: number,
  heads: number,
  base = ROTARY_BASE,
): Float32Array<ArrayBuffer> {
  const turns = rotaryTurns(context, headSize, base);
  const columns = new Float32Array(context * headSize * heads);
  for (let place = 0; place < context * heads; place++) {
    const t = Math.floor(place / heads);
    columns.set(turns.subarray(t * headSize, (t + 1) * headSize), place * headSize);
  }
  return columns;
}

export interface RotaryShape {
  /** B · T. */
  rows: number;
  context: number;
  width: number;
  headSize: number;
  lanes: number;
}

/** Rotates the queries and keys of `qkv[rows, 3C]` in place; with `inverse` it rotates back, as gradients need. */
export function rotate(turns: View, qkv: View, shape: RotaryShape, inverse: boolean): Kernel {
  const { rows, context, width, headSize, lanes } = shape;
  return {
    shader: rotaryShader,
    entryPoint: 'rotate',
    constants: { INVERSE: Number(inverse) },
    bindings: [read(turns), write(qkv)],
    sizes: { rows, context, width, head_size: headSize },
    workgroups: [gridFor(rows * width, 64), 1, lanes],
  };
}
