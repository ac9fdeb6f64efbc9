/** Probabilities of `count` ranks that fall as 1 / rank^exponent (Zipf 1935); an exponent of 0 makes them equal. */
export function zipf(count: number, exponent: number): Float64Array {
  const weights = Float64Array.from({ length: count }, (_, rank) => (rank + 1) ** -exponent);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** H = −Σ p·log p in nats. */
export function entropyOf(probabilities: Float64Array): number {
  return probabilities.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0);
}
