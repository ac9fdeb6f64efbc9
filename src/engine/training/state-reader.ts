import { StagingRing } from '../gpu/staging-ring.ts';
import type { TrainingRun } from '../run/training-run.ts';
import type { Checkpoint } from '../trainer.ts';

/** Reads weights and moments from the GPU; training waits only for the copy on the GPU. */
export class StateReader {
  private readonly parameters: StagingRing;
  private readonly moments: StagingRing;

  constructor(private readonly run: TrainingRun) {
    const { memory, parameters, moments } = run;
    // Two buffers, because each one may be as large as the adapter allows.
    this.parameters = new StagingRing(memory, 'copy of parameters', parameters.view.size, 1);
    this.moments = new StagingRing(memory, 'copy of moments', moments.size, 1);
  }

  /** Whether a read can start without waiting for an earlier one. */
  get ready(): boolean {
    return this.parameters.ready && this.moments.ready;
  }

  /** Weights and moments after all submitted work. */
  async read(): Promise<Pick<Checkpoint, 'parameters' | 'moments'>> {
    const { parameters, moments } = this.run;
    const copies = await Promise.all([this.parameters.read(parameters.view), this.moments.read(moments)]);
    const [first, second] = copies.map((copy) => new Float32Array(copy));
    return { parameters: first, moments: second };
  }
}
