import { PlacedError } from '../gpu/placed-error.ts';
import type { LossBatch } from './loss-reader.ts';

/** Steps in a row of exactly the same loss after which a run counts as dead. */
const SAME_STEPS = 64;

/** Ends a run whose losses or gradients are not finite, or that does not move: something is broken, and its law would be. */
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
