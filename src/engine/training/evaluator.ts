import { StagingRing } from '../gpu/staging-ring.ts';
import type { View } from '../gpu/kernel.ts';
import type { TestedWindows } from '../run/run-parts.ts';
import type { EvaluationProgram, TestProgram, TrainingRun } from '../run/training-run.ts';
import type { TestScore, TextScore } from '../trainer.ts';
import type { Control } from './control.ts';
import { Submitter } from './submitter.ts';

/** The most batches of one submit. */
const MOST_BATCHES = 64;

/** Mean losses over some windows, nats per token. */
export interface ValidationLosses {
  /** `[R]`. */
  losses: Float32Array<ArrayBuffer>;
  /** `[R, T]`. */
  positionLosses: Float32Array<ArrayBuffer>;
}

/** What one evaluation tells. */
export interface Evaluated extends ValidationLosses {
  /** `[R, T]` of the overlapping windows; left out unless they were asked for. */
  contextLosses?: Float32Array<ArrayBuffer>;
  /** Left out if the run has no tests. */
  tests?: TestScore[];
  /** Left out if the run has no other texts. */
  texts?: TextScore[];
}

/**
 * Evaluates a run's models on its fixed validation windows, its test windows and its windows of other texts, in submits of
 * bounded length.
 */
export class Evaluator {
  private readonly own: Windows;
  private readonly overlapping: Windows | undefined;
  private readonly texts: readonly Windows[];
  private readonly tests: Tests | undefined;

  constructor(
    private readonly run: TrainingRun,
    evaluation: NonNullable<TrainingRun['evaluation']>,
  ) {
    const { job, memory, overlapping, tests, texts } = run;
    const withReader = (program: EvaluationProgram, windows: number): Windows => ({
      ...program,
      windows,
      submitter: new Submitter(memory.device, program.program, MOST_BATCHES),
      staging: new StagingRing(memory, 'position losses', program.positionSums.size, 1),
    });
    this.own = withReader(evaluation, job.validation.length);
    this.overlapping = overlapping && withReader(overlapping, job.overlapping?.length ?? 0);
    this.texts = texts.map((text) => withReader(text, text.windows.starts.length));
    this.tests = tests && {
      ...tests,
      submitter: new Submitter(memory.device, tests.program, MOST_BATCHES),
      staging: new StagingRing(memory, 'answers', tests.answers.size, 1),
    };
  }

  /**
   * Settles with undefined if the run is stopped before the end.
   *
   * @param last whether this is the evaluation after the last step, which includes the overlapping windows
   * @param hear told after each submit which share of all windows is submitted, 0 to 1
   */
  async evaluate(
    control: Control,
    last: boolean,
    hear: (share: number) => void,
  ): Promise<Evaluated | undefined> {
    const all = this.windowsOf(last);
    let submitted = 0;
    const course: Course = { control, did: (windows) => hear((submitted += windows) / all) };
    const losses = await this.lossesOn(this.own, course);
    if (!losses) return undefined;
    const evaluated: Evaluated = losses;
    if (last && this.overlapping) {
      const more = await this.lossesOn(this.overlapping, course);
      if (!more) return undefined;
      evaluated.contextLosses = more.positionLosses;
    }
    if (this.tests) {
      const { answers, staging, state, submitter, windows } = this.tests;
      if (!(await this.submitted(submitter, [state], windows.starts.length, course))) return undefined;
      evaluated.tests = scoresOf(new Float32Array(await staging.read(answers)), windows);
    }
    if (this.texts.length === 0) return evaluated;
    evaluated.texts = [];
    for (const [i, text] of this.texts.entries()) {
      const others = await this.lossesOn(text, course);
      if (!others) return undefined;
      const { id, windows } = this.run.texts[i].windows;
      evaluated.texts.push({ id, windows, losses: others.losses });
    }
    return evaluated;
  }

  /** Windows of one evaluation, of every kind. */
  private windowsOf(last: boolean): number {
    const overlapping = (last && this.overlapping?.windows) || 0;
    const tests = this.tests?.windows.starts.length ?? 0;
    return this.texts.reduce((sum, { windows }) => sum + windows, this.own.windows + overlapping + tests);
  }

  /** Undefined if the run is stopped before the end. */
  private async lossesOn(
    { positionSums, staging, state, submitter, windows }: Windows,
    course: Course,
  ): Promise<ValidationLosses | undefined> {
    if (!(await this.submitted(submitter, [state, positionSums], windows, course))) return undefined;
    const sums = new Float32Array(await staging.read(positionSums));
    return meanLosses(sums, windows, this.run.job.network.shape.context);
  }

  /** Clears buffers and submits all batches of some windows. False if the run is stopped before the end. */
  private async submitted(
    submitter: Submitter,
    cleared: readonly View[],
    windows: number,
    { control, did }: Course,
  ): Promise<boolean> {
    const { job, memory } = this.run;
    const encoder = memory.device.createCommandEncoder();
    for (const { buffer } of cleared) encoder.clearBuffer(buffer);
    memory.device.queue.submit([encoder.finish()]);
    const batches = windows / job.batch;
    for (let done = 0; done < batches;) {
      if (await submitter.halted(control)) return false;
      const more = await submitter.submit(batches - done);
      done += more;
      did(more * job.batch);
    }
    return true;
  }
}

/** What may stop an evaluation, and what hears of windows that were submitted. */
interface Course {
  readonly control: Control;
  readonly did: (windows: number) => void;
}

type Windows = EvaluationProgram & { windows: number; submitter: Submitter; staging: StagingRing };
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
