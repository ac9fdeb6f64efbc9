/** Trainable numbers of one model, by the conventions in use. */
export interface ParameterCount {
  /** N: the matrices of the blocks, without biases and norms. */
  nonEmbedding: number;
  /** Token embedding, and learned positions. */
  embedding: number;
  /** 0 if the head is tied. */
  head: number;
  /** Every trainable number, with biases and norms. */
  total: number;
}
