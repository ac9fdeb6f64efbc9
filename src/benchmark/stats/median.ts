/** The median of some numbers; NaN if there are none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** The median of the distances from the median. */
export function medianDeviation(values: readonly number[]): number {
  const centre = median(values);
  return median(values.map((value) => Math.abs(value - centre)));
}

/**
 * The variance of the median of n normal numbers, over theirs, within 2 % from n = 3 on: π/(2n), the limit for large n, with a
 * term that the exact values for n = 3 to 20 determine.
 */
export function medianVariance(n: number): number {
  return Math.PI / (2 * n + (n % 2 === 1 ? 1 : 2.7));
}
