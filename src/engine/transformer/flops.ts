import { trainingFlops } from '../../laws/counting/count-parameters.ts';
import type { ModelShape } from '../trainer.ts';

/** Training FLOPs of one lane for one step of `batch` windows, counted exactly (weights, head and attention). */
export function flopsPerStep(shape: ModelShape, batch: number): number {
  return trainingFlops(shape, batch * shape.context);
}
