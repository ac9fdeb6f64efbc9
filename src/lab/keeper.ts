import type { Checkpoint, Trainer, TrainerEvent } from '../engine/trainer.ts';
import type { Archive, ReadExperiment } from './archive/archive.ts';
import type { Disk } from './archive/disk.ts';
import type { Run } from './run.ts';
import { runAfter } from './run-after.ts';
import { interruptedRun } from './speed-void.ts';
import type { Store } from './store.ts';

/** Work that a crash may cost. */
const CHECKPOINT_MILLISECONDS = 30_000;

/**
 * Keeps the experiment on disk as it goes on. Where the disk refuses, the state says so from then on, and what can still
 * be kept is.
 */
export class Keeper {
  #archive: Archive | undefined;
  /** Of the run that was trained last: where there is no disk, it can go on after a lost GPU all the same. */
  #last: Checkpoint | undefined;
  #asked = 0;

  /** @param disk without it nothing is to be kept, and nothing is said of that */
  constructor(
    private readonly trainer: Trainer,
    private readonly store: Store,
    private readonly disk: Disk | undefined,
  ) {}

  /** The experiment of the last visit, if there is one. */
  async latest(): Promise<ReadExperiment | undefined> {
    if (this.disk === undefined) return undefined;
    try {
      this.#archive ??= await this.disk.open();
      return await this.#archive.latest();
    } catch (error) {
      this.#refused(error);
      return undefined;
    }
  }

  /** Takes down the experiment that begins, the `number`th of this browser. */
  begin(number: number): Promise<void> | undefined {
    const { shown: experiment, size, draft, runs } = this.store.state;
    const kept = {
      number,
      begun: Date.now(),
      experiment,
      size,
      draft,
      runs: runs.map(({ plan }) => plan.id),
    };
    return this.#write((archive) => archive.begin(kept, runs));
  }

  /**
   * Takes down what an event says that must outlast the page: it is to be said once this has settled. Nothing to wait
   * for where nothing is taken down.
   */
  hear(event: TrainerEvent): Promise<void> | undefined {
    const run = this.store.run(event.run);
    if (run === undefined) return undefined;
    switch (event.kind) {
      case 'checkpoint':
        this.#last = event;
        return this.#write((archive) => archive.keepCheckpoint(run, checkpointOf(event)));
      case 'finished':
      case 'failed':
        return this.#write((archive) => archive.keepEnd(interruptedRun(runAfter(run, event), event)));
      case 'started':
        this.#asked = performance.now();
        return undefined;
      case 'progress':
        this.#askWhenDue();
        return undefined;
      case 'loading':
      case 'evaluated':
      case 'lost':
        return undefined;
      default:
        return event satisfies never;
    }
  }

  keepRuns(runs: readonly Run[]): Promise<void> | undefined {
    return this.#write((archive) => archive.keepRuns(runs));
  }

  /** Where a run can go on; undefined where it starts from its first step. */
  async checkpoint(id: string): Promise<Checkpoint | undefined> {
    if (this.#last?.run === id) return this.#last;
    try {
      return await this.#archive?.checkpoint(id);
    } catch (error) {
      this.#refused(error);
      return undefined;
    }
  }

  /** [R, P] weights of a run as far as it was trained; undefined where they were not kept. */
  async weights(id: string): Promise<Float32Array | undefined> {
    if (this.#last?.run === id) return this.#last.parameters;
    return (await this.#archive?.weights(id))?.parameters;
  }

  #askWhenDue(): void {
    const now = performance.now();
    if (now - this.#asked < CHECKPOINT_MILLISECONDS) return;
    this.#asked = now;
    void this.trainer.checkpoint();
  }

  /** Only the tab that trains writes. */
  #write(write: (archive: Archive) => Promise<void>): Promise<void> | undefined {
    if (this.#archive === undefined || this.store.state.watching) return undefined;
    return write(this.#archive).then(
      () => this.disk?.seat.announce(),
      (error: unknown) => this.#refused(error),
    );
  }

  #refused(error: unknown): void {
    const said = error instanceof Error ? error.message || error.name : String(error);
    const full = error instanceof Error && error.name === 'QuotaExceededError';
    this.store.change({ unkept: full ? `this browser's storage is full (${said})` : said });
  }
}

function checkpointOf({
  run,
  step,
  trainingMilliseconds,
  kernels,
  parameters,
  moments,
}: Checkpoint): Checkpoint {
  return { run, step, trainingMilliseconds, kernels, parameters, moments };
}
