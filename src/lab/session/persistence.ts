import type { Checkpoint, Trainer, TrainerEvent } from '../../engine/trainer.ts';
import type { Archive, ExperimentChange, ReadExperiment } from '../storage/archive.ts';
import type { Disk } from '../storage/disk.ts';
import type { SavedExperiment } from '../storage/schema.ts';
import { DEFAULT_EXPERIMENT } from '../experiments/presets.ts';
import { ownDraft, storedSelection } from '../experiments/selection.ts';
import type { Run } from '../runs/run.ts';
import { applyEvent } from '../runs/apply-event.ts';
import { interruptedRun } from '../runs/speed-void.ts';
import type { Store } from '../state/store.ts';

/** Work that a crash may cost. */
const CHECKPOINT_MILLISECONDS = 30_000;

/**
 * Keeps the experiment on disk as it goes on. Where the disk refuses, the state says so from then on, and what can still
 * be kept is.
 */
export class Persistence {
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
  latest(): Promise<ReadExperiment | undefined> {
    return this.read((archive) => archive.latest());
  }

  /** Takes down the experiment that begins: the one on the page. */
  begin(): Promise<void> | undefined {
    const { number, shown: experiment, size, draft, runs, ranks } = this.store.state;
    if (number === null) return undefined;
    const saved = {
      number,
      title: '',
      origin: 'trained',
      begun: Date.now(),
      ...storedSelection({ experiment, size, draft }),
      runs: runs.map(({ plan }) => plan.id),
      samples: [],
      ranks,
      pinned: false,
      removed: false,
    } as const;
    this.disk?.askToStay();
    return this.write((archive) => archive.begin(saved, runs));
  }

  /** Takes down an experiment of one run that is to go on from weights of elsewhere. */
  async beginFrom(number: number, run: Run, from: Checkpoint): Promise<ReadExperiment> {
    const { experiment, draft } = this.store.state;
    const saved: SavedExperiment = {
      number,
      title: '',
      origin: 'imported',
      begun: Date.now(),
      experiment: DEFAULT_EXPERIMENT,
      size: 'full',
      draft: experiment === DEFAULT_EXPERIMENT ? draft : ownDraft(DEFAULT_EXPERIMENT, 'full'),
      runs: [run.plan.id],
      samples: [],
      ranks: null,
      pinned: false,
      removed: false,
    };
    this.#last = from;
    const waiting: Run = { ...run, state: 'paused' };
    await this.write(async (archive) => {
      await archive.begin(saved, [waiting]);
      await archive.saveCheckpoint(waiting, from);
    });
    return { saved, runs: [waiting] };
  }

  /** Takes down what has changed of the experiment on the page; nothing before it has begun. */
  change(change: ExperimentChange): Promise<void> | undefined {
    const { number } = this.store.state;
    return number === null ? undefined : this.write((archive) => archive.change([number], change));
  }

  /**
   * Takes down what an event says that must outlast the page: it is to be said once this has settled. Nothing to wait
   * for where nothing is taken down.
   */
  saveEvent(event: TrainerEvent): Promise<void> | undefined {
    const run = this.store.run(event.run);
    if (run === undefined) return undefined;
    switch (event.kind) {
      case 'checkpoint':
        this.#last = event;
        return this.write((archive) => archive.saveCheckpoint(run, checkpointOf(event)));
      case 'finished':
      case 'failed':
        return this.write((archive) => archive.saveEnd(interruptedRun(applyEvent(run, event), event)));
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

  saveRuns(runs: readonly Run[]): Promise<void> | undefined {
    return this.write((archive) => archive.saveRuns(runs));
  }

  /** Where a run can go on; undefined where it starts from its first step. */
  async checkpoint(id: string): Promise<Checkpoint | undefined> {
    if (this.#last?.run === id) return this.#last;
    return this.read((archive) => archive.checkpoint(id));
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

  /** Asks the disk; undefined where there is none, or where it refuses. */
  async read<Value>(read: (archive: Archive) => Promise<Value>): Promise<Value | undefined> {
    if (this.disk === undefined) return undefined;
    try {
      this.#archive ??= await this.disk.open();
      return await read(this.#archive);
    } catch (error) {
      this.#refused(error);
      return undefined;
    }
  }

  /** Writes to the disk where there is one; only the tab that trains does. */
  write(write: (archive: Archive) => Promise<unknown>): Promise<void> | undefined {
    if (this.#archive === undefined || this.store.state.otherTabTrains) return undefined;
    return write(this.#archive).then(
      () => this.disk?.tabLock.announce(),
      (error: unknown) => this.#refused(error),
    );
  }

  #refused(error: unknown): void {
    const said = error instanceof Error ? error.message || error.name : String(error);
    const full = error instanceof Error && error.name === 'QuotaExceededError';
    this.store.change({ storageError: full ? `this browser's storage is full (${said})` : said });
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
