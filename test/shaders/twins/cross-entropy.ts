import { softmax } from './softmax.ts';

/** `−log softmax(logits)[target]` of each row, nats, and the logarithm of the divisor of the row. */
export function crossEntropy(
  logits: Float64Array,
  targets: readonly number[],
): { losses: Float64Array; logSumExp: Float64Array } {
  const vocabulary = logits.length / targets.length;
  const logSumExp = Float64Array.from(targets, (_, row) => {
    const own = logits.subarray(row * vocabulary, (row + 1) * vocabulary);
    const highest = own.reduce((most, logit) => Math.max(most, logit), -Infinity);
    return highest + Math.log(own.reduce((sum, logit) => sum + Math.exp(logit - highest), 0));
  });
  const losses = logSumExp.map((normalizer, row) => normalizer - logits[row * vocabulary + targets[row]]);
  return { losses, logSumExp };
}

export function mean(losses: Float64Array): number {
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

/** The gradient of the mean loss. */
export function crossEntropyBackward(logits: Float64Array, targets: readonly number[]): Float64Array {
  const vocabulary = logits.length / targets.length;
  const dLogits = softmax(logits, vocabulary);
  targets.forEach((target, row) => (dLogits[row * vocabulary + target] -= 1));
  return dLogits.map((value) => value / targets.length);
}

/** `held[T]` plus the losses `[B, T]` at each position. */
export function sumPositions(losses: Float64Array, held: Float64Array): Float64Array {
  return held.map((sum, t) =>
    losses.reduce((total, loss, row) => (row % held.length === t ? total + loss : total), sum),
  );
}
