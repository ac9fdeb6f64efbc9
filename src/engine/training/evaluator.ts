import { StagingRing } from '../gpu/staging-ring.ts';
import type { TrainingRun } from '../run/training-run.ts';
import type { Control } from './control.ts';
import { Submitter } from './submitter.ts';

/** The most batches of one submit. */
const MOST_BATCHES = 64;

/** Mean losses over all validation windows, nats per token. */
export interface ValidationLosses {
  /** `[R]`. */
  losses: Float32Array<ArrayBuffer>;
  /** `[R, T]`. */
  positionLosses: Float32Array<ArrayBuffer>;
}

/** Evaluates a run's models on its fixed validation windows, in submits of bounded length. */
export class Evaluator {
  private readonly submitter: Submitter;
  private readonly staging: StagingRing;

  constructor(
    private readonly run: TrainingRun,
    private readonly evaluation: NonNullable<TrainingRun['evaluation']>,
  ) {
    const { memory } = run;
    this.submitter = new Submitter(memory.device, evaluation.program, MOST_BATCHES);
    this.staging = new StagingRing(memory, 'position losses', evaluation.positionSums.size, 1);
  }

  /** Settles with undefined if the run is stopped before the end. */
  async evaluate(control: Control): Promise<ValidationLosses | undefined> {
    const { job, memory } = this.run;
    const { state, positionSums } = this.evaluation;
    const encoder = memory.device.createCommandEncoder();
    encoder.clearBuffer(state.buffer);
    encoder.clearBuffer(positionSums.buffer);
    memory.device.queue.submit([encoder.finish()]);
    const batches = job.validation.length / job.batch;
    for (let done = 0; done < batches;) {
      if (await this.submitter.halted(control)) return undefined;
      done += await this.submitter.submit(batches - done);
    }
    const sums = new Float32Array(await this.staging.read(positionSums));
    return meanLosses(sums, job.validation.length, job.network.shape.context);
  }
}

function meanLosses(sums: Float32Array, windows: number, context: number): ValidationLosses {
  const positionLosses = sums.map((sum) => sum / windows);
  const lanes = sums.length / context;
  const losses = Float32Array.from({ length: lanes }, (_, lane) => {
    const row = positionLosses.subarray(lane * context, (lane + 1) * context);
    return row.reduce((total, loss) => total + loss, 0) / context;
  });
  return { losses, positionLosses: new Float32Array(positionLosses) };
}
