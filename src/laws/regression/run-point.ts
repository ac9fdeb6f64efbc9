/** One finished run of a sweep that varies more than one thing. */
export interface RunPoint {
  /** N; positive. */
  parameters: number;
  /** D, tokens seen; positive. */
  tokens: number;
  /** U, distinct tokens among those seen. If left out, U is `tokens`: nothing was repeated. */
  uniqueTokens?: number;
  /** Nats per token; positive. */
  loss: number;
  /**
   * The name of its run. A bootstrap draws points of one training curve together. If left out, every point is a run.
   */
  run?: string;
  /**
   * The name of its shape. A bootstrap draws runs of one shape among themselves, so that every sample has each shape
   * equally often. If left out, it draws all runs among each other. A shape with one run is never redrawn.
   */
  shape?: string;
}

/** One run of an IsoFLOP sweep. */
export interface BudgetedRun extends RunPoint {
  /** C in FLOPs, by any convention. */
  compute: number;
}

/** Points ascending in N, D and loss, so that no result depends on the order they came in. */
export function inOrder<Point extends RunPoint>(points: readonly Point[]): Point[] {
  return points.toSorted((a, b) => a.parameters - b.parameters || a.tokens - b.tokens || a.loss - b.loss);
}
