/**
 * Losses of a run, one row a step, one column a lane. A curve that `extended` makes shares the memory of the shorter one,
 * which stays valid because rows are only added behind its end.
 */
export interface Curve {
  /** R. */
  readonly lanes: number;
  /** Rows: steps with a known loss. */
  readonly steps: number;
  /** [at least steps, R] nats per token; rows from `steps` on are undefined. */
  readonly losses: Float32Array;
}

export function emptyCurve(lanes: number): Curve {
  return { lanes, steps: 0, losses: new Float32Array(0) };
}

/**
 * The curve with more rows behind its end.
 * @param firstStep step of the first row, counted from 0
 * @param losses [steps, R]
 */
export function extended(curve: Curve, firstStep: number, losses: Float32Array): Curve {
  if (firstStep !== curve.steps) {
    throw new Error(`losses must continue the curve: got step ${firstStep}, expected step ${curve.steps}`);
  }
  const length = curve.steps * curve.lanes;
  const memory = withRoom(curve.losses, length, length + losses.length);
  memory.set(losses, length);
  return { lanes: curve.lanes, steps: curve.steps + losses.length / curve.lanes, losses: memory };
}

/** The first `steps` rows of a curve. They are copied, because the steps after them may get other losses. */
export function shortened({ lanes, losses, steps: known }: Curve, steps: number): Curve {
  if (steps > known) throw new Error(`the curve has ${known} steps, not ${steps}`);
  return { lanes, steps, losses: losses.slice(0, steps * lanes) };
}

function withRoom(memory: Float32Array, used: number, needed: number): Float32Array {
  if (needed <= memory.length) return memory;
  const larger = new Float32Array(Math.max(needed, 2 * memory.length, 1024));
  larger.set(memory.subarray(0, used));
  return larger;
}
