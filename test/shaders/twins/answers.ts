/** Whether the highest of a row of logits, the first of several, is the target's: 1 or 0. */
export function isRight(logits: Float64Array, target: number): number {
  return logits.indexOf(Math.max(...logits)) === target ? 1 : 0;
}
