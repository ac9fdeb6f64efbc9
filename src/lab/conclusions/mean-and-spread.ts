/** Mean of some numbers; NaN of none. */
export function meanOf(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard deviation of some numbers as an estimate for all; NaN of fewer than two. */
export function spreadOf(values: ArrayLike<number>): number {
  const mean = meanOf(values);
  const squares = Array.from(values).reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

/** Root mean square. */
export function sizeOf(values: ArrayLike<number>): number {
  return Math.sqrt(meanOf(Array.from(values, (value) => value ** 2)));
}

/** Share of the spread of y that a straight line over x explains, 0 to 1. */
export function rSquared(x: readonly number[], y: readonly number[]): number {
  return correlation(x, y) ** 2;
}

/** Of ranks, −1 to 1 (Spearman 1904); ties in the order they come. */
export function rankCorrelation(x: readonly number[], y: readonly number[]): number {
  return correlation(ranksOf(x), ranksOf(y));
}

function correlation(x: readonly number[], y: readonly number[]): number {
  const [meanX, meanY] = [meanOf(x), meanOf(y)];
  const products = meanOf(x.map((value, i) => (value - meanX) * ((y[i] ?? NaN) - meanY)));
  return (
    products / Math.sqrt(meanOf(x.map((v) => (v - meanX) ** 2)) * meanOf(y.map((v) => (v - meanY) ** 2)))
  );
}

function ranksOf(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = values.map(() => 0);
  order.forEach((place, rank) => (ranks[place] = rank));
  return ranks;
}
