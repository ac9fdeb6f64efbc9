import { placed } from '../gpu/placed-error.ts';
import { RING_STEPS } from '../run/run-parts.ts';
import type { TrainingRun } from '../run/training-run.ts';
import type { RunPlan, TrainerEvent } from '../trainer.ts';
import type { Control } from './control.ts';
import { Evaluator } from './evaluator.ts';
import { GapWatch } from './gap-watch.ts';
import { LossReader } from './loss-reader.ts';
import { LossWatch } from './loss-watch.ts';
import { Pacer } from './pacer.ts';
import { Speed } from './speed.ts';
import { StateReader } from './state-reader.ts';
import { Submitter } from './submitter.ts';

const READ_EVERY_MILLISECONDS = 250;

const EVALUATING_EVERY_MILLISECONDS = 500;

/** The most steps of one submit: two submits in flight must not overwrite losses in the ring before they are read. */
const MOST_STEPS = RING_STEPS / 8;

/** A plan, and a step after which a checkpoint is taken without being asked for. */
type KeptPlan = RunPlan & { keepAt?: number | undefined };

/** Trains one prepared run to its end or until it is stopped, and emits its events. */
export class RunLoop {
  private readonly submitter: Submitter;
  private readonly reader: LossReader;
  private readonly state: StateReader;
  private readonly evaluator: Evaluator | undefined;
  private readonly speed: Speed;
  private readonly losses: LossWatch;
  /** Gaps in the steps whose speed was emitted. */
  private gapsTold = 0;
  /** The current read, and the reads after it. */
  private reading: Promise<void> = Promise.resolve();
  /** The checkpoint that is being read. */
  private checkpointing: Promise<void> = Promise.resolve();
  private failure: Error | undefined;
  /** The first losses are read as soon as their steps are submitted. */
  private lastRead = -Infinity;
  private submitted: number;
  /** Steps done at the last checkpoint. */
  private checkpointStep: number;
  /** Time of the steps before the checkpoint that the run resumes from. */
  private readonly earlierMilliseconds: number;

  constructor(
    private readonly run: TrainingRun,
    private readonly plan: KeptPlan,
    private readonly control: Control,
    private readonly emit: (event: TrainerEvent) => void,
    private readonly watch = new GapWatch(),
  ) {
    const pacer = new Pacer(run.step.length);
    this.submitter = new Submitter(run.memory.device, run.step, MOST_STEPS, pacer, watch);
    this.reader = new LossReader(run);
    this.state = new StateReader(run);
    this.evaluator = run.evaluation && new Evaluator(run, run.evaluation);
    this.losses = new LossWatch(run.lanes);
    const { step, trainingMilliseconds } = run.job.resumeFrom ?? { step: 0, trainingMilliseconds: 0 };
    this.submitted = step;
    this.checkpointStep = step;
    this.earlierMilliseconds = trainingMilliseconds;
    this.speed = new Speed(step, trainingMilliseconds);
  }

  /** Whole steps submitted so far. */
  get step(): number {
    return this.submitted;
  }

  async train(): Promise<void> {
    this.watch.start();
    try {
      await this.trainThrough();
    } finally {
      this.watch.end();
    }
  }

  private async trainThrough(): Promise<void> {
    for (const pause of this.pauses()) {
      await this.trainTo(pause);
      if (this.control.stopped) break;
      if (pause === this.plan.keepAt) await this.keep();
      if (this.evaluatesAt(pause) && !(await this.evaluate())) break;
    }
    await this.submitter.drain();
    await this.readLosses();
    await this.checkpointing;
    if (this.checkpointStep < this.submitted) await this.saveCheckpoint();
    this.finish();
  }

  /**
   * The remaining steps at which to evaluate, the one at which to keep the state, and the last one. The step of a checkpoint may
   * be evaluated again.
   */
  private pauses(): number[] {
    const { evaluation, keepAt = 0, steps } = this.plan;
    const evaluated = evaluation.steps.filter((step) => step > 0 && step >= this.submitted && step < steps);
    const kept = keepAt > this.submitted && keepAt < steps ? [keepAt] : [];
    return [...new Set([...evaluated, ...kept, steps])].toSorted((a, b) => a - b);
  }

  private evaluatesAt(step: number): boolean {
    const { evaluation, steps } = this.plan;
    return step === steps || evaluation.steps.includes(step);
  }

  /** Takes a checkpoint, after one that is still being read. */
  private async keep(): Promise<void> {
    await this.submitter.drain();
    await this.checkpointing;
    this.checkpointing = this.saveCheckpoint();
    await this.checkpointing;
  }

  private async trainTo(step: number): Promise<void> {
    while (this.submitted < step) {
      this.keepWhenAsked();
      if (await this.resting(this.submitter.halted(this.control))) return;
      this.submitted += await this.submitter.submit(step - this.submitted);
      if (this.reader.waiting(this.submitted) > RING_STEPS / 2) await this.readLosses();
      else this.readWhenDue();
      if (this.failure) throw this.failure;
    }
  }

  private readWhenDue(): void {
    if (performance.now() - this.lastRead < READ_EVERY_MILLISECONDS) return;
    if (!this.reader.ready || this.reader.waiting(this.submitted) === 0) return;
    // The loop throws its failure, because nobody awaits it here.
    this.readLosses().catch((error: unknown) => {
      this.failure = placed(`step ${this.submitted}`, error);
    });
  }

  /** Reads all losses so far and emits them after the losses of earlier reads. */
  private async readLosses(): Promise<void> {
    this.lastRead = performance.now();
    if (!this.reader.ready) await this.reading;
    const step = this.submitted;
    if (this.reader.waiting(step) > 0) {
      const batch = this.reader.read(step);
      const earlier = this.reading;
      this.reading = earlier.then(async () => {
        const read = await batch;
        const interrupted = this.markSpeed(step);
        this.losses.check(read);
        this.emit({
          kind: 'progress',
          ...this.position(step),
          ...read,
          ...this.rates(),
          interrupted,
          bytesHeld: this.bytesHeld,
        });
      });
    }
    await this.reading;
  }

  /** Whether the time since the last mark contains a gap, so that its speed is not known. */
  private markSpeed(step: number): boolean {
    const interrupted = this.submitter.gaps > this.gapsTold;
    this.gapsTold = this.submitter.gaps;
    if (interrupted) this.speed.restart(step, this.activeMilliseconds);
    else this.speed.mark(step, this.activeMilliseconds);
    return interrupted;
  }

  /** Waits for `rest`. No step is submitted during the wait, so checkpoints are taken whenever they are requested. */
  private resting<T>(rest: Promise<T>): Promise<T> {
    return this.control.serving(rest, () => this.keepWhenAsked());
  }

  /**
   * Takes a requested checkpoint, only between whole steps and only if steps were trained after the last checkpoint.
   */
  private keepWhenAsked(): void {
    const possible = this.submitter.whole && this.state.ready && this.submitted > this.checkpointStep;
    if (!possible || !this.control.takeCheckpoint()) return;
    this.checkpointing = this.saveCheckpoint();
    this.checkpointing.catch((error: unknown) => {
      this.failure = placed(`step ${this.submitted}`, error);
    });
  }

  /** Reads the state after all steps so far, and emits it after their losses. */
  private async saveCheckpoint(): Promise<void> {
    const step = this.submitted;
    this.checkpointStep = step;
    const [state] = await Promise.all([this.state.read(), this.readLosses()]);
    this.emit({
      kind: 'checkpoint',
      run: this.plan.id,
      step,
      trainingMilliseconds: this.activeMilliseconds,
      kernels: this.run.kernels,
      ...state,
    });
  }

  /** Returns false if the run was stopped before the end. */
  private async evaluate(): Promise<boolean> {
    await this.submitter.drain();
    await this.readLosses();
    this.keepWhenAsked();
    if (!this.evaluator) return true;
    const last = this.submitted === this.plan.steps;
    let told = performance.now();
    const losses = await this.resting(
      this.evaluator.evaluate(this.control, last, (share) => {
        if (performance.now() - told < EVALUATING_EVERY_MILLISECONDS) return;
        told = performance.now();
        this.emit({ kind: 'evaluating', run: this.plan.id, share });
      }),
    );
    if (!losses) return false;
    this.emit({ kind: 'evaluated', ...this.position(this.submitted), ...losses });
    return true;
  }

  private finish(): void {
    const milliseconds = this.activeMilliseconds;
    const tokens = this.submitted * this.tokensPerStep;
    this.emit({
      kind: 'finished',
      ...this.position(this.submitted),
      complete: !this.control.stopped,
      trainingMilliseconds: milliseconds,
      tokensPerSecond: milliseconds > 0 ? (tokens * this.run.lanes * 1000) / milliseconds : 0,
      interrupted: this.submitter.gaps > this.gapsTold,
    });
  }

  private position(step: number): { run: string; step: number; tokens: number; flops: number } {
    const { id, batch } = this.plan;
    const flops = step * this.run.job.network.flopsPerStep(batch);
    return { run: id, step, tokens: step * this.tokensPerStep, flops };
  }

  private rates(): { stepsPerSecond: number; tokensPerSecond: number } {
    const { stepsPerSecond } = this.speed;
    return { stepsPerSecond, tokensPerSecond: stepsPerSecond * this.tokensPerStep * this.run.lanes };
  }

  /** Time of all steps so far, including those before a checkpoint. */
  private get activeMilliseconds(): number {
    return this.earlierMilliseconds + this.submitter.activeMilliseconds;
  }

  private get tokensPerStep(): number {
    return this.plan.batch * this.plan.shape.context;
  }

  private get bytesHeld(): number {
    return this.run.memory.bytesHeld;
  }
}
