/** A source of tokens whose entropy is known exactly. */
export interface Source {
  /** A printable symbol for each token. */
  readonly alphabet: string;
  /** Entropy rate in nats per token: the loss of the best prediction from all earlier tokens. No model has less. */
  readonly entropy: number;
  /**
   * The most nats that a window costs beyond T · `entropy`, because a model does not see the tokens before it: the best
   * loss over windows of T tokens lies between `entropy` and `entropy` + `edge` / T.
   */
  readonly edge: number;
  /** The first `length` tokens. They are the same for the same rule and seed; a longer text starts with a shorter one. */
  generate(length: number): Uint8Array<ArrayBuffer>;
}
