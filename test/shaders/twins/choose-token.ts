/** The first token whose cumulative probability exceeds `draw`; the last one if none does. */
export function chooseToken(probabilities: readonly number[], draw: number): number {
  let cumulative = 0;
  const token = probabilities.findIndex((probability) => draw < (cumulative += probability));
  return token < 0 ? probabilities.length - 1 : token;
}

/** The last `context` tokens of the present tokens and the added ones. */
export function moveOn(tokens: readonly number[], added: number, context: number): number[] {
  return [...tokens, added].slice(-context);
}
