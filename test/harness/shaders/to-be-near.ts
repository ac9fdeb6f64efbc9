// The comparison of a kernel with its twin. Accepts no NaN.
import { expect } from 'vitest';
import { replay } from './random.ts';

type Lanes = readonly ArrayLike<number>[];

/** Largest error of a kernel, relative to the largest number of the expected lane: some 300 float32 roundings. */
const TOLERANCE = 2e-5;

declare module 'vitest' {
  interface Matchers<T> {
    /** Every lane equals the expected one to within `tolerance` times the lane's largest expected magnitude. */
    toBeNear(expected: Lanes, tolerance?: number): T;
  }
}

expect.extend({
  toBeNear(actual: Lanes, expected: Lanes, tolerance = TOLERANCE) {
    const lengths = [actual, expected].map((lanes) => lanes.map((lane) => lane.length).join());
    if (lengths[0] !== lengths[1]) {
      return {
        pass: false,
        message: () => `lanes of ${lengths[0]} numbers instead of ${lengths[1]}; ${replay}`,
      };
    }
    const worst = expected.map((lane, index) => largestError(actual[index], lane));
    const far = worst.findIndex(({ error }) => !(error <= tolerance));
    return {
      pass: far < 0,
      message: () => `lane ${Math.max(far, 0)}: ${worst[Math.max(far, 0)].told}; ${replay}`,
    };
  },
});

/** The largest error of a lane; a NaN counts as the largest. */
export function largestError(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
): { error: number; told: string } {
  const numbers = Array.from(expected);
  const scale = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const errors = numbers.map((value, i) => Math.abs(actual[i] - value) / scale);
  const broken = errors.findIndex(Number.isNaN);
  const at =
    broken >= 0 ? broken : errors.reduce((worst, error, i) => (error > errors[worst] ? i : worst), 0);
  const told = `number ${at} of ${errors.length} is ${actual[at]} instead of ${expected[at]}, ${errors[at]} of ${scale}`;
  return { error: errors[at], told };
}
