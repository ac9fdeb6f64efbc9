import { StagingRing } from '../gpu/staging-ring.ts';
import { RING_STEPS } from '../run/run-parts.ts';
import type { TrainingRun } from '../run/training-run.ts';

/** Losses and gradient norms of consecutive steps. */
export interface LossBatch {
  firstStep: number;
  /** `[steps, R]`. */
  losses: Float32Array<ArrayBuffer>;
  /** `[steps, R]`. */
  gradNorms: Float32Array<ArrayBuffer>;
}

/** Reads losses from the ring on the GPU; no step waits for a read. */
export class LossReader {
  private readonly staging: StagingRing;
  /** Steps whose losses were requested. */
  private asked: number;

  constructor(private readonly run: TrainingRun) {
    this.asked = run.job.resumeFrom?.step ?? 0;
    this.staging = new StagingRing(run.memory, 'losses', run.ring.size, 3);
  }

  /** Whether a read can start without waiting for an earlier one. */
  get ready(): boolean {
    return this.staging.ready;
  }

  /** Steps up to `step` whose losses were not requested yet. */
  waiting(step: number): number {
    return step - this.asked;
  }

  /** Reads the losses of every step up to `step`; these steps must have been submitted. */
  async read(step: number): Promise<LossBatch> {
    const firstStep = this.asked;
    this.asked = step;
    const ring = new Float32Array(await this.staging.read(this.run.ring));
    const lanes = this.run.lanes;
    const count = (step - firstStep) * lanes;
    const losses = new Float32Array(count);
    const gradNorms = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      const at = ((firstStep * lanes + i) % (RING_STEPS * lanes)) * 2;
      losses[i] = ring[at];
      gradNorms[i] = ring[at + 1];
    }
    return { firstStep, losses, gradNorms };
  }
}
