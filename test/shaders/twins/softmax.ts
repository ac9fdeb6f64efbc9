/** softmax(logits / temperature) along each row of `vocabulary` numbers. */
export function softmax(logits: Float64Array, vocabulary: number, temperature = 1): Float64Array {
  const out = new Float64Array(logits.length);
  for (let first = 0; first < logits.length; first += vocabulary) {
    const row = logits.subarray(first, first + vocabulary).map((logit) => logit / temperature);
    const highest = row.reduce((most, logit) => Math.max(most, logit), -Infinity);
    const weights = row.map((logit) => Math.exp(logit - highest));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    out.set(
      weights.map((weight) => weight / total),
      first,
    );
  }
  return out;
}
