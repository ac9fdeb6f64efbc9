/** One model that a sweep could train, and its number of tokens. */
export interface SweepCandidate {
  /** d_model. */
  width: number;
  /** N, without embeddings. */
  parameters: number;
  /** D. */
  tokens: number;
  /** C of one seed in FLOPs. */
  flops: number;
}
