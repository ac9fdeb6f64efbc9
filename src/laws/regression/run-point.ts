/** One finished run of a sweep that varies more than one thing. */
export interface RunPoint {
  /** N; positive. */
  parameters: number;
  /** D, tokens seen; positive. */
  tokens: number;
  /** U, distinct tokens among those seen; `tokens` where it is left out: nothing was repeated. */
  uniqueTokens?: number;
  /** Nats per token; positive. */
  loss: number;
  /** Points of one training curve share its name and are resampled together; left out, every point is a run. */
  run?: string;
  /**
   * Runs of one shape share its name and are resampled among themselves, so that every sample has each shape as often;
   * left out, among all. A shape with one run stays as it is.
   */
  shape?: string;
}

/** One run of an IsoFLOP sweep. */
export interface BudgetedRun extends RunPoint {
  /** C in FLOPs, by whatever count. */
  compute: number;
}

/** Points ascending in N, D and loss, so that no result depends on the order they came in. */
export function inOrder<Point extends RunPoint>(points: readonly Point[]): Point[] {
  return points.toSorted((a, b) => a.parameters - b.parameters || a.tokens - b.tokens || a.loss - b.loss);
}
