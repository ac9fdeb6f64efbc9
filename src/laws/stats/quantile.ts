/**
 * The p-quantile of ascending values, at rank (n + 1)·p: one further draw falls below it with probability p (Hyndman &
 * Fan 1996, definition 6). Between a finite and an infinite value the quantile is infinite.
 */
export function quantile(sorted: Float64Array, p: number): number {
  const rank = Math.min(Math.max((sorted.length + 1) * p - 1, 0), sorted.length - 1);
  const low = sorted[Math.floor(rank)];
  const high = sorted[Math.ceil(rank)];
  if (low === -Infinity || high === Infinity) return low === -Infinity ? low : high;
  return low + (rank - Math.floor(rank)) * (high - low);
}
