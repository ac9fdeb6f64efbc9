import { mean } from './mean.ts';

/** Share of the spread of y that a straight line over x explains, 0 to 1. */
export function rSquared(x: readonly number[], y: readonly number[]): number {
  return correlation(x, y) ** 2;
}

/** Spearman's rank correlation (1904), −1 to 1; ties keep the order in which they come. */
export function rankCorrelation(x: readonly number[], y: readonly number[]): number {
  return correlation(ranksOf(x), ranksOf(y));
}

/** Pearson's correlation, −1 to 1; NaN if x or y is constant. */
export function correlation(x: readonly number[], y: readonly number[]): number {
  const [meanX, meanY] = [mean(x), mean(y)];
  const products = mean(x.map((value, i) => (value - meanX) * (y[i] - meanY)));
  return products / Math.sqrt(mean(x.map((v) => (v - meanX) ** 2)) * mean(y.map((v) => (v - meanY) ** 2)));
}

/** The covariance of two samples, over n − 1. */
export function covariance(x: readonly number[], y: readonly number[]): number {
  const [meanX, meanY] = [mean(x), mean(y)];
  return x.reduce((sum, value, i) => sum + (value - meanX) * (y[i] - meanY), 0) / (x.length - 1);
}

function ranksOf(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
  const ranks = values.map(() => 0);
  order.forEach((place, rank) => (ranks[place] = rank));
  return ranks;
}
