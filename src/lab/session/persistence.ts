import { errorWords } from '../../laws/refusal.ts';
import type { Checkpoint, Trainer, TrainerEvent } from '../../engine/trainer.ts';
import type { Archive, ExperimentChange, ReadExperiment } from '../storage/archive.ts';
import type { Disk, StorageUse } from '../storage/disk.ts';
import type { SavedWeights } from '../storage/schema.ts';
import { newExperiment } from './new-experiment.ts';
import { DEFAULT_EXPERIMENT } from '../experiments/presets.ts';
import { ownDraft } from '../experiments/selection.ts';
import type { Run } from '../runs/run.ts';
import type { Store } from '../state/store.ts';

/** The most work that a crash may lose. */
const CHECKPOINT_MILLISECONDS = 30_000;

/**
 * Saves the experiment to disk while it runs. When the disk refuses, the state says so, and later writes are still
 * tried.
 */
export class Persistence {
  #archive: Archive | undefined;
  /** The last checkpoint: with it a run resumes after a lost GPU even without a disk. */
  #last: Checkpoint | undefined;
  /** Whether the disk is not used any more. */
  #forgone = false;
  #asked = 0;
  #writes: Promise<unknown> = Promise.resolve();

  /** @param disk without it nothing is saved, and no error is shown */
  constructor(
    private readonly trainer: Trainer,
    private readonly store: Store,
    private readonly disk: Disk | undefined,
  ) {}

  /** The experiment of the last visit, if there is one. */
  latest(): Promise<ReadExperiment | undefined> {
    return this.read((archive) => archive.latest());
  }

  /** Saves the experiment on the page, which is about to begin. */
  begin(): Promise<void> | undefined {
    const { number, shown, size, draft, runs, ranks } = this.store.state;
    if (number === null) return undefined;
    const selection = { experiment: shown, size, draft };
    const ids = runs.map(({ plan }) => plan.id);
    const saved = { ...newExperiment(selection, 'trained'), number, runs: ids, ranks };
    this.disk?.askToStay();
    return this.write((archive) => archive.begin(saved, runs));
  }

  /** Saves an experiment of one run that continues training from weights of a file. */
  async beginFrom(number: number, run: Run, from: Checkpoint): Promise<ReadExperiment> {
    const { experiment, draft: edited } = this.store.state;
    const draft = experiment === DEFAULT_EXPERIMENT ? edited : ownDraft(DEFAULT_EXPERIMENT, 'full');
    const selection = { experiment: DEFAULT_EXPERIMENT, size: 'full', draft } as const;
    const saved = { ...newExperiment(selection, 'imported'), number, runs: [run.plan.id] };
    this.#last = from;
    const waiting: Run = { ...run, state: 'paused' };
    await this.write(async (archive) => {
      await archive.begin(saved, [waiting]);
      await archive.saveCheckpoint(waiting, from);
    });
    return { saved, runs: [waiting] };
  }

  /** Saves a change of the experiment on the page. Nothing is saved before it has begun. */
  change(change: ExperimentChange): Promise<void> | undefined {
    const { number } = this.store.state;
    return number === null ? undefined : this.write((archive) => archive.change([number], change));
  }

  /**
   * Saves a run after an event that must outlast the page. The page shows the event once this has settled.
   * @returns undefined if there is nothing to wait for
   */
  saveEvent(event: TrainerEvent, after: Run): Promise<void> | undefined {
    switch (event.kind) {
      case 'checkpoint':
        this.#last = event;
        return this.write((archive) => archive.saveCheckpoint(after, checkpointOf(event)));
      case 'failed':
        if (event.shared !== undefined) return this.saveRuns([after]);
        return this.write((archive) => archive.saveEnd(after));
      case 'finished':
        return this.write((archive) => archive.saveEnd(after));
      case 'started':
        this.#asked = performance.now();
        return undefined;
      case 'progress':
        this.#askWhenDue();
        return undefined;
      case 'loading':
      case 'evaluating':
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

  /** The checkpoint at which a run resumes; undefined if it starts from its first step. */
  async checkpoint(id: string): Promise<Checkpoint | undefined> {
    if (this.#last?.run === id) return this.#last;
    return this.read((archive) => archive.checkpoint(id));
  }

  /** [R, P] weights of a run at its last saved step, and that step; undefined if they were not saved. */
  async model(id: string): Promise<Pick<Checkpoint, 'step' | 'parameters'> | undefined> {
    const saved = await this.trained(id);
    return saved && { step: saved.step, parameters: saved.parameters };
  }

  /** The state of a run at its last saved step; undefined if it was not saved. Earlier versions of the page saved no moments. */
  async trained(id: string): Promise<Pick<SavedWeights, 'step' | 'parameters' | 'moments'> | undefined> {
    if (this.#last?.run === id) return this.#last;
    return (await this.#archive?.checkpoint(id)) ?? (await this.#archive?.weights(id));
  }

  /** Null without a disk, and if the browser gives no estimate. */
  async storageUse(): Promise<StorageUse | null> {
    return (await this.disk?.storageUse()) ?? null;
  }

  #askWhenDue(): void {
    const now = performance.now();
    if (now - this.#asked < CHECKPOINT_MILLISECONDS) return;
    this.#asked = now;
    void this.trainer.checkpoint();
  }

  /** Saves and reads nothing more on this visit, and the state says why. */
  forgo(why: string): void {
    this.#forgone = true;
    this.#archive = undefined;
    this.store.change({ storageError: why });
  }

  /** Reads from the disk; undefined if there is none, or if it cannot be read. */
  async read<Value>(read: (archive: Archive) => Promise<Value>): Promise<Value | undefined> {
    if (this.disk === undefined || this.#forgone) return undefined;
    try {
      const archive = this.#archive ?? (await this.disk.open());
      if (this.#forgone) return undefined;
      this.#archive = archive;
      return await read(archive);
    } catch (error) {
      this.#refused(error);
      return undefined;
    }
  }

  /** Writes to the disk if there is one. Only the tab that trains writes. */
  write(write: (archive: Archive) => Promise<unknown>): Promise<void> | undefined {
    if (this.#archive === undefined || this.store.state.otherTab !== null) return undefined;
    const writing = write(this.#archive).then(
      () => this.disk?.tabLock.send('written'),
      (error: unknown) => this.#refused(error),
    );
    this.#writes = Promise.allSettled([this.#writes, writing]);
    return writing;
  }

  /** Settles when every write begun before the call has ended. */
  async settled(): Promise<void> {
    await this.#writes;
  }

  #refused(error: unknown): void {
    const said = errorWords(error);
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
