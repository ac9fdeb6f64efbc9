/** What is known of a source of tokens: its entropy, exactly. `generated/generate.ts` makes its tokens. */
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
}
