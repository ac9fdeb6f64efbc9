/** A source of tokens whose entropy is known exactly. */
export interface Source {
  /** A printable symbol for each token. */
  readonly alphabet: string;
  /** Entropy rate in nats per token: what predicting costs whoever knows all that came before. No model gets under it. */
  readonly entropy: number;
  /**
   * Nats that a window costs beyond its share of `entropy` at most, since nobody sees what came before it: the best
   * loss over windows of T tokens lies between `entropy` and `entropy` + `edge` / T.
   */
  readonly edge: number;
  /** The first `length` tokens: the same for the same rule and seed, and those of a shorter text first. */
  generate(length: number): Uint8Array<ArrayBuffer>;
}
