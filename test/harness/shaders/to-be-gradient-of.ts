// The comparison of a twin's backward with differences of its forward. Runs on the CPU, not on the device.
import { expect } from 'vitest';
import { replay } from './random.ts';
import { largestError } from './to-be-near.ts';

/** Half the distance between the two points of a difference: truncation and float64 rounding are both near 1e-10. */
const REACH = 1e-5;
const TOLERANCE = 1e-8;

declare module 'vitest' {
  interface Matchers<T> {
    /** The array is the gradient of Σ `dOut` · `forward(x)` at `x`, according to central differences. */
    toBeGradientOf(forward: (x: Float64Array) => Float64Array, x: Float64Array, dOut: Float64Array): T;
  }
}

expect.extend({
  toBeGradientOf(
    gradient: Float64Array,
    forward: (x: Float64Array) => Float64Array,
    x: Float64Array,
    dOut: Float64Array,
  ) {
    const loss = (at: Float64Array): number =>
      forward(at).reduce((sum, value, i) => sum + value * dOut[i], 0);
    const { error, told } = largestError(gradient, finiteDifferences(loss, x));
    return { pass: gradient.length === x.length && error <= TOLERANCE, message: () => `${told}; ${replay}` };
  },
});

/** The derivatives of `loss` at `x` by the numbers at `indices`, by central differences. */
export function finiteDifferences(
  loss: (x: Float64Array) => number,
  x: Float64Array,
  indices: readonly number[] = [...x.keys()],
): Float64Array {
  const at = x.slice();
  const lossWith = (index: number, value: number): number => {
    at[index] = value;
    return loss(at);
  };
  return Float64Array.from(indices, (index) => {
    const rise = lossWith(index, x[index] + REACH) - lossWith(index, x[index] - REACH);
    at[index] = x[index];
    return rise / (2 * REACH);
  });
}
