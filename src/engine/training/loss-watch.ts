import { PlacedError } from '../gpu/placed-error.ts';
import type { LossBatch } from './loss-reader.ts';

/** A run fails after this many steps with exactly the same loss. */
const SAME_STEPS = 64;

/** Fails a run whose losses or gradients are not finite, or whose loss does not change: a law through it would be wrong. */
export class LossWatch {
  private readonly last: number[] = [];
  private readonly same: number[] = [];

  constructor(private readonly lanes: number) {}

  check({ firstStep, losses, gradNorms }: LossBatch): void {
    losses.forEach((loss, i) => {
      const lane = i % this.lanes;
      const step = firstStep + Math.floor(i / this.lanes);
      const norm = gradNorms[i];
      if (!Number.isFinite(loss) || !Number.isFinite(norm)) {
        const message = `the loss is ${loss}, its gradient's norm ${norm}; try a lower learning rate`;
        throw new PlacedError(`step ${step}`, message);
      }
      this.same[lane] = loss === this.last[lane] ? (this.same[lane] ?? 0) + 1 : 0;
      this.last[lane] = loss;
      if (this.same[lane] >= SAME_STEPS) {
        throw new PlacedError(
          `step ${step}`,
          `the loss has been ${loss} for ${SAME_STEPS} steps; it does not move`,
        );
      }
    });
  }
}
