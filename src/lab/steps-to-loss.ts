import type { Curve } from './curve.ts';
import { decimate } from './decimate.ts';

/** A smoothed training loss, nats per token, after so many steps. */
export interface LossAfter {
  readonly step: number;
  readonly loss: number;
}

/** One lane of a curve, smoothed as the loss chart smooths it: a few hundred points, evenly spaced on a log axis. */
export function smoothedLane({ lanes, steps, losses }: Curve, lane: number): LossAfter[] {
  const column = Float32Array.from({ length: steps }, (_, step) => losses[step * lanes + lane] ?? NaN);
  const spans = decimate({ lanes: 1, steps, losses: column }, 'log', steps);
  return spans.map(({ first, last, mean }) => ({ step: (first + last) / 2, loss: mean }));
}

/** Steps after which a smoothed loss has first come down to `loss`, between two points by a straight line; null if never. */
export function stepsToLoss(smoothed: readonly LossAfter[], loss: number): number | null {
  const reached = smoothed.findIndex((point) => point.loss <= loss);
  const after = smoothed[reached];
  if (after === undefined) return null;
  const before = smoothed[reached - 1];
  if (before === undefined || before.loss === after.loss) return after.step;
  const share = (before.loss - loss) / (before.loss - after.loss);
  return before.step + share * (after.step - before.step);
}
