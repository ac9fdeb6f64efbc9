import type { FailedEvent, SharedCause, Trainer, TrainerEvent } from '../../src/engine/trainer.ts';
import { applyEvent } from '../../src/lab/runs/apply-event.ts';
import { resumedRun } from '../../src/lab/runs/resume.ts';
import { queuedRun, type Run } from '../../src/lab/runs/run.ts';
import { trainedOn, type RunOrigin } from '../../src/lab/runs/run-origin.ts';
import { interruptedRun } from '../../src/lab/runs/speed-void.ts';
import type { Trunks } from '../../src/lab/runs/trunks.ts';
import { located } from '../../src/lab/storage/located.ts';
import { Ended, EXIT } from './exit.ts';
import { TEXTS_BASE } from './open-texts.ts';
import type { Begun, RunFiles } from './run-files.ts';
import type { RunLock } from './run-lock.ts';
import type { Tell } from './tell.ts';

/** A failure that training meets again on every machine, because the numbers themselves went wrong. */
const OF_THE_RUN = /^step /;

/** Between two reports of progress. */
const TELL_EVERY_MILLISECONDS = 5_000;

/** What a run is trained with. */
export interface Work {
  readonly trainer: Trainer;
  readonly files: RunFiles;
  readonly origin: Omit<RunOrigin, 'date'>;
  readonly lock: RunLock;
  readonly tell: Tell;
  /** Ends the run after its current step, with a checkpoint. */
  readonly stop: AbortSignal;
  /** Seconds between two checkpoints. */
  readonly saveEvery: number;
  /** Keeps the states in which longer runs begin. */
  readonly trunks: Trunks;
  /** The step of the state that a longer run needs; undefined for none. */
  readonly keepAt: number | undefined;
}

/** How a run left the trainer. `fault`: by an error that says nothing about the run. */
export type Outcome =
  | { readonly kind: 'finished' | 'failed' | 'stopped' | 'lost'; readonly run: Run }
  | { readonly kind: 'fault'; readonly run: Run; readonly message: string };

/**
 * Trains a run from its start or its checkpoint until it ends, and saves it.
 *
 * @throws {Ended} if files cannot be written, or if every run would fail alike
 */
export async function trainRun(work: Work, begun: Begun | undefined): Promise<Outcome> {
  const { files, keepAt, saveEvery, stop, trainer } = work;
  const training = new Training(work, begun);
  await trainer.listen((event) => training.take(event));
  const end = (): void => void trainer.stop();
  stop.addEventListener('abort', end);
  const saving = setInterval(() => void trainer.checkpoint(), 1000 * saveEvery);
  try {
    const { plan } = located(queuedRun(files.run.planned), TEXTS_BASE);
    await trainer.train(plan, begun?.checkpoint, keepAt);
    return await training.outcome();
  } finally {
    clearInterval(saving);
    stop.removeEventListener('abort', end);
  }
}

/** One run between its start and its end here: what its events make of it. */
class Training {
  #run: Run;
  #handled: Promise<void> = Promise.resolve();
  #error: Error | undefined;
  #fault: FailedEvent | undefined;
  #told = -Infinity;

  constructor(
    private readonly work: Work,
    begun: Begun | undefined,
  ) {
    const { planned } = work.files.run;
    this.#run =
      begun === undefined
        ? { ...queuedRun(planned), state: 'loading' }
        : resumedRun(begun.run, begun.checkpoint);
  }

  /** Handles an event after those before it. After an error nothing more is saved. */
  take(event: TrainerEvent): void {
    this.#handled = this.#handled
      .then(() => (this.#error === undefined ? this.#handle(event) : undefined))
      .catch((error: unknown) => {
        this.#error = error instanceof Error ? error : new Error(String(error));
        void this.work.trainer.stop();
      });
  }

  /** How the run ended, once every event is handled. */
  async outcome(): Promise<Outcome> {
    await this.#handled;
    if (this.#error !== undefined) throw this.#error;
    const run = this.#run;
    if (this.#fault !== undefined) return { kind: 'fault', run, message: run.failure };
    const { state } = run;
    if (state === 'finished' || state === 'failed' || state === 'stopped' || state === 'lost')
      return { kind: state, run };
    throw new Ended(EXIT.fault, `The trainer ended ${run.label} without a result.`);
  }

  async #handle(event: TrainerEvent): Promise<void> {
    const { files, origin, tell } = this.work;
    if (event.kind === 'failed' && event.shared !== undefined) throw sharedEnd(event.shared, event.message);
    const run = (this.#run = interruptedRun(applyEvent(this.#run, event), event));
    const name = files.run.name;
    switch (event.kind) {
      case 'started':
        this.#run = trainedOn(run, { ...origin, date: Date.now() });
        return;
      case 'progress':
        return this.#progress();
      case 'checkpoint':
        await this.#holdOn();
        this.work.trunks.see(run, event);
        await files.saveCheckpoint(run, event);
        return tell({ event: 'checkpoint', run: name, step: event.step, of: run.plan.steps });
      case 'finished':
        return event.complete ? this.#finish() : undefined;
      case 'failed':
        if (OF_THE_RUN.test(event.place)) return this.#finish();
        this.#fault = event;
        return;
      case 'loading':
      case 'evaluating':
      case 'evaluated':
      case 'lost':
        return;
      default:
        return event satisfies never;
    }
  }

  async #finish(): Promise<void> {
    await this.#holdOn();
    await this.work.files.finish(this.#run);
  }

  /** @throws {Ended} if this process stood still for so long that another one has taken the run over */
  async #holdOn(): Promise<void> {
    if (await this.work.lock.isOurs()) return;
    const { name } = this.work.files.run;
    throw new Ended(EXIT.again, `Another process has taken ${name} over, because this one stood still.`);
  }

  #progress(): void {
    const now = performance.now();
    if (now - this.#told < TELL_EVERY_MILLISECONDS) return;
    this.#told = now;
    const { curve, plan, step, tokensPerSecond } = this.#run;
    const losses = curve.losses.subarray((curve.steps - 1) * curve.lanes, curve.steps * curve.lanes);
    const loss = losses.reduce((sum, one) => sum + one, 0) / losses.length;
    const { name } = this.work.files.run;
    this.work.tell({ event: 'progress', run: name, step, of: plan.steps, loss, tokensPerSecond });
  }
}

/** The end of a process whose every run would fail alike. */
function sharedEnd(cause: SharedCause, message: string): Ended {
  const code = cause === 'no-adapter' ? EXIT.noAdapter : EXIT.fault;
  return new Ended(code, message);
}
