import { PlacedError } from '../gpu/placed-error.ts';
import type { LossBatch } from './loss-reader.ts';

/** Steps in a row of exactly the same loss after which a run counts as dead. */
const SAME_STEPS = 64;

/** Ends a run whose losses are not numbers, or do not move at all: something is broken, and its law would be too. */
export class LossWatch {
  private readonly last: number[] = [];
  private readonly same: number[] = [];

  constructor(private readonly lanes: number) {}

  check({ firstStep, losses }: LossBatch): void {
    losses.forEach((loss, i) => {
      const lane = i % this.lanes;
      const step = firstStep + Math.floor(i / this.lanes);
      if (!Number.isFinite(loss)) {
        throw new PlacedError(`step ${step}`, `the loss is ${loss}; try a lower learning rate`);
      }
      this.same[lane] = loss === this.last[lane] ? (this.same[lane] ?? 0) + 1 : 0;
      this.last[lane] = loss;
      if (this.same[lane] >= SAME_STEPS) {
        throw new PlacedError(`step ${step}`, `the loss has been ${loss} for ${SAME_STEPS} steps; it does not move`);
      }
    });
  }
}
