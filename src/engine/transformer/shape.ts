import type { TransformerShape } from '../trainer.ts';

type Size = 'width' | 'layers' | 'heads' | 'context' | 'vocabulary' | 'feedForward';

/** Sizes that the kernels can train, in the order of the checks. */
const RANGES: [Size, number, number][] = [
  ['width', 4, 1024],
  ['layers', 1, 16],
  ['heads', 1, 256],
  ['context', 1, 512],
  ['vocabulary', 2, 4096],
  ['feedForward', 1, 4096],
];

export function headSize(shape: TransformerShape): number {
  return shape.width / shape.heads;
}

/** Throws one sentence with the rule and the value if the kernels cannot train this shape. */
export function checkShape(shape: TransformerShape): void {
  for (const [name, low, high] of RANGES) {
    const value = shape[name];
    if (!Number.isInteger(value) || value < low || value > high) {
      throw new Error(`${name} must be a whole number from ${low} to ${high}: ${value}`);
    }
  }
  const { width, heads, rotaryBase } = shape;
  if (rotaryBase !== undefined && !(rotaryBase > 1)) {
    throw new Error(`the base of rotary positions must be above 1: ${rotaryBase}`);
  }
  if (width % heads !== 0) throw new Error(`heads must divide width: ${width} % ${heads} = ${width % heads}`);
  const size = headSize(shape);
  if (size < 4 || size > 64 || size % 2 !== 0) {
    throw new Error(`head size must be even, from 4 to 64: ${width} / ${heads} = ${size}`);
  }
}
