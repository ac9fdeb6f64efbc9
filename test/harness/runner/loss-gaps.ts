import type { Run } from '../../../src/lab/runs/run.ts';

/** The losses of every step, `[steps, R]`. */
export const lossesOf = ({ curve: { lanes, losses, steps } }: Run): Float32Array =>
  losses.subarray(0, steps * lanes);

/** The largest difference of two losses at one place, as a share of the loss. */
export function largestGap(some: ArrayLike<number>, others: ArrayLike<number>): number {
  return Math.max(...Array.from(some, (loss, i) => Math.abs(loss - others[i]) / others[i]));
}
