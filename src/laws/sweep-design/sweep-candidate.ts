/** One model that a sweep could train, and on how many tokens. */
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
