// Replaces the archive on disk by one in memory. Has no IndexedDB, no quota and no transactions.
import type { Checkpoint } from '../../../src/engine/trainer.ts';
import type { Archive, ReadExperiment } from '../../../src/lab/storage/archive.ts';
import { savedCurve, savedRun, restoredRun } from '../../../src/lab/storage/run-record.ts';
import { renumbered } from '../../../src/lab/storage/renumbered.ts';
import type { SavedCurve, SavedExperiment, SavedLesson, SavedRun } from '../../../src/lab/storage/schema.ts';
import type { Run } from '../../../src/lab/runs/run.ts';

/** A disk that several tabs share. A write takes some time, and the disk records writes of tabs that must not write. */
export class MemoryDisk {
  /** The tab of every write. */
  readonly writes: number[] = [];
  /** Writes that were not allowed. */
  readonly broken: string[] = [];
  readonly #closed = new Set<number>();
  readonly #experiments: SavedExperiment[] = [];
  readonly #runs = new Map<string, SavedRun>();
  readonly #lessons = new Map<string, SavedLesson>();
  readonly #curves = new Map<string, SavedCurve>();
  readonly #checkpoints = new Map<string, Checkpoint>();
  #writing: number | undefined;

  /** @param holder the tab that may write */
  constructor(private readonly holder: () => number | undefined) {}

  /** The archive of one tab, with only the methods that the lab calls. */
  async open(tab: number): Promise<Archive> {
    const write = (change: () => void): Promise<void> => this.#write(tab, change);
    const archive: Pick<Archive, keyof Archive> = {
      begin: (experiment: SavedExperiment, runs: readonly Run[]) =>
        write(() => {
          this.#experiments.push(experiment);
          this.#save(runs);
        }),
      saveRuns: (runs: readonly Run[]) => write(() => this.#save(runs)),
      saveCheckpoint: (run: Run, checkpoint: Checkpoint) =>
        write(() => {
          this.#save([run]);
          this.#curves.set(run.plan.id, savedCurve(run));
          this.#checkpoints.set(run.plan.id, checkpoint);
        }),
      saveEnd: (run: Run) =>
        write(() => {
          this.#save([run]);
          this.#curves.set(run.plan.id, savedCurve(run));
          this.#checkpoints.delete(run.plan.id);
        }),
      add: async (experiment, runs) => {
        const added = renumbered(experiment, runs, this.#last + 1);
        await write(() => {
          this.#experiments.push(added.saved);
          this.#save(added.runs);
          for (const run of added.runs) this.#curves.set(run.plan.id, savedCurve(run));
        });
        return added.saved.number;
      },
      replace: (experiment, runs) =>
        write(() => {
          const place = this.#experiments.findIndex(({ number }) => number === experiment.number);
          this.#experiments[place] = experiment;
          this.#save(runs);
          for (const run of runs) this.#curves.set(run.plan.id, savedCurve(run));
        }),
      change: (numbers, change) =>
        write(() => {
          for (const [i, saved] of this.#experiments.entries()) {
            if (numbers.includes(saved.number)) this.#experiments[i] = { ...saved, ...change };
          }
        }),
      clear: () =>
        write(() => {
          const left = this.#experiments.filter(({ removed }) => !removed);
          this.#experiments.splice(0, this.#experiments.length, ...left);
        }),
      setWeightBudget: () => write(() => {}),
      weightBudget: async () => 0,
      lesson: async (id) => this.#lessons.get(`lesson ${id}`),
      keepLesson: (lesson) => write(() => void this.#lessons.set(lesson.name, lesson)),
      list: async () =>
        this.#experiments
          .map((saved) => ({
            ...saved,
            measuredRuns: saved.measured?.runs.length ?? 0,
            states: {},
            bytes: 0,
            weightBytes: 0,
            sources: [],
            models: [],
          }))
          .toSorted((a, b) => b.number - a.number),
      lastNumber: async () => this.#last,
      read: async (number) => this.#read(this.#experiments.find((kept) => kept.number === number)),
      latest: async () => this.#read(this.#experiments.findLast(({ removed }) => !removed)),
      weights: async () => undefined,
      checkpoint: async (id: string) => this.#checkpoints.get(id),
    };
    return archive as Archive;
  }

  /** A closed tab writes nothing. */
  close(tab: number): void {
    this.#closed.add(tab);
    if (this.#writing === tab) this.#writing = undefined;
  }

  async #write(tab: number, change: () => void): Promise<void> {
    if (this.#closed.has(tab)) return new Promise(() => {});
    this.writes.push(tab);
    if (this.holder() !== tab)
      this.broken.push(`tab ${tab} wrote, but the lock belongs to ${this.holder() ?? 'nobody'}`);
    if (this.#writing !== undefined && this.#writing !== tab)
      this.broken.push(`tab ${tab} wrote while ${this.#writing} did`);
    this.#writing = tab;
    for (let ticks = 0; ticks < 5; ticks++) await Promise.resolve();
    if (this.#closed.has(tab)) return new Promise(() => {});
    change();
    this.#writing = undefined;
  }

  #save(runs: readonly Run[]): void {
    for (const run of runs) this.#runs.set(run.plan.id, savedRun(run));
  }

  get #last(): number {
    return Math.max(0, ...this.#experiments.map(({ number }) => number));
  }

  #read(saved: SavedExperiment | undefined): ReadExperiment | undefined {
    if (saved === undefined) return undefined;
    const runs = saved.runs.flatMap((id) => {
      const run = this.#runs.get(id);
      return run === undefined ? [] : [restoredRun(run, this.#curves.get(id), this.#checkpoints.get(id))];
    });
    return { saved, runs };
  }
}
