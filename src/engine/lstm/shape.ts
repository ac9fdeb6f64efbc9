import type { LstmShape } from '../trainer.ts';

/** Sizes that the kernels can train, in the order of the checks. */
const RANGES: [Exclude<keyof LstmShape, 'kind'>, number, number][] = [
  ['width', 4, 1024],
  ['layers', 1, 16],
  ['context', 1, 512],
  ['vocabulary', 2, 4096],
];

/** Throws one sentence with the rule and the value if the kernels cannot train this shape. */
export function checkShape(shape: LstmShape): void {
  for (const [name, low, high] of RANGES) {
    const value = shape[name];
    if (!Number.isInteger(value) || value < low || value > high) {
      throw new Error(`${name} must be a whole number from ${low} to ${high}: ${value}`);
    }
  }
}
