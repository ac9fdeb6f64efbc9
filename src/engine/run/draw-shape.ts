import type { DrawShape } from '../ops/window-order.ts';
import { tokenBits } from './pack-tokens.ts';
import type { StepJob, TrainingWindows } from './run-parts.ts';

/** The sizes with which the kernels of a job draw batches of these windows. */
export function drawShapeOf(
  { batch, lanes, tokens }: StepJob,
  { starts, shuffled }: TrainingWindows,
  context: number,
): DrawShape {
  return {
    batch,
    context,
    windows: starts.length,
    lanes: lanes.length,
    tokenBits: tokenBits(tokens),
    shuffled,
  };
}
