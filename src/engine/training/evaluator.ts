import { StagingRing } from '../gpu/staging-ring.ts';
import type { View } from '../gpu/kernel.ts';
import type { TestedWindows } from '../run/run-parts.ts';
import type { TestProgram, TrainingRun } from '../run/training-run.ts';
import type { TestScore } from '../trainer.ts';
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

/** What one evaluation tells. */
export interface Evaluated extends ValidationLosses {
  /** Left out if the run has no tests. */
  tests?: TestScore[];
}

/** Evaluates a run's models on its fixed validation windows and its test windows, in submits of bounded length. */
export class Evaluator {
  private readonly submitter: Submitter;
  private readonly staging: StagingRing;
  private readonly tests: Tests | undefined;

  constructor(
    private readonly run: TrainingRun,
    private readonly evaluation: NonNullable<TrainingRun['evaluation']>,
  ) {
    const { memory, tests } = run;
    this.submitter = new Submitter(memory.device, evaluation.program, MOST_BATCHES);
    this.staging = new StagingRing(memory, 'position losses', evaluation.positionSums.size, 1);
    this.tests = tests && {
      ...tests,
      submitter: new Submitter(memory.device, tests.program, MOST_BATCHES),
      staging: new StagingRing(memory, 'answers', tests.answers.size, 1),
    };
  }

  /** Settles with undefined if the run is stopped before the end. */
  async evaluate(control: Control): Promise<Evaluated | undefined> {
    const { job } = this.run;
    const { state, positionSums } = this.evaluation;
    if (!(await this.submitted(this.submitter, [state, positionSums], job.validation.length, control))) {
      return undefined;
    }
    const sums = new Float32Array(await this.staging.read(positionSums));
    const losses = meanLosses(sums, job.validation.length, job.network.shape.context);
    if (!this.tests) return losses;
    const { answers, staging, submitter, windows } = this.tests;
    if (!(await this.submitted(submitter, [this.tests.state], windows.starts.length, control))) {
      return undefined;
    }
    return { ...losses, tests: scoresOf(new Float32Array(await staging.read(answers)), windows) };
  }

  /** Clears buffers and submits all batches of some windows. False if the run is stopped before the end. */
  private async submitted(
    submitter: Submitter,
    cleared: readonly View[],
    windows: number,
    control: Control,
  ): Promise<boolean> {
    const { job, memory } = this.run;
    const encoder = memory.device.createCommandEncoder();
    for (const { buffer } of cleared) encoder.clearBuffer(buffer);
    memory.device.queue.submit([encoder.finish()]);
    const batches = windows / job.batch;
    for (let done = 0; done < batches;) {
      if (await submitter.halted(control)) return false;
      done += await submitter.submit(batches - done);
    }
    return true;
  }
}

type Tests = TestProgram & { submitter: Submitter; staging: StagingRing };

/** @param answers `[R, windows, 2]` */
function scoresOf(answers: Float32Array, { sets, starts }: TestedWindows): TestScore[] {
  const lanes = Array.from({ length: answers.length / starts.length / 2 }, (_, lane) =>
    answers.subarray(lane * starts.length * 2, (lane + 1) * starts.length * 2),
  );
  let first = 0;
  return sets.map(({ name, windows }) => {
    const from = first;
    first += windows;
    const sum = (lane: Float32Array, column: 0 | 1): number => {
      let total = 0;
      for (let window = from; window < from + windows; window++) total += lane[window * 2 + column];
      return total;
    };
    return {
      name,
      windows,
      right: lanes.map((lane) => sum(lane, 0)),
      losses: Float32Array.from(lanes, (lane) => sum(lane, 1) / windows),
    };
  });
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
