/** A source of tokens whose entropy is known exactly. */
export interface Source {
  /** A printable symbol for each token. */
  readonly alphabet: string;
  /**
   * Entropy rate in nats per token: the loss of the best prediction from all earlier tokens. No model has a lower loss.
   */
  readonly entropy: number;
  /**
   * An upper bound of the nats that a window costs beyond T · `entropy`, because a model does not see the tokens before
   * the window. The best loss over windows of T tokens lies between `entropy` and `entropy` + `edge` / T.
   */
  readonly edge: number;
  /**
   * The first `length` tokens. They are the same for the same rule and seed, and a shorter text is the beginning of a
   * longer one.
   */
  generate(length: number): Uint8Array<ArrayBuffer>;
}
