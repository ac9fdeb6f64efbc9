// Stands for the archive on disk, in memory. Has no IndexedDB, no quota and no transactions.
import type { Checkpoint } from '../../../src/engine/trainer.ts';
import type { Archive, ReadExperiment } from '../../../src/lab/storage/archive.ts';
import { keptCurve, keptRun, restoredRun } from '../../../src/lab/storage/run-record.ts';
import { renumbered } from '../../../src/lab/storage/renumbered.ts';
import type { KeptCurve, KeptExperiment, KeptRun } from '../../../src/lab/storage/schema.ts';
import type { Run } from '../../../src/lab/runs/run.ts';

/** A disk that several tabs share. A write takes some time, and the disk records writes of tabs that must not write. */
export class MemoryDisk {
  /** The tab of every write. */
  readonly writes: number[] = [];
  /** Writes that were not allowed. */
  readonly broken: string[] = [];
  readonly #closed = new Set<number>();
  readonly #experiments: KeptExperiment[] = [];
  readonly #runs = new Map<string, KeptRun>();
  readonly #curves = new Map<string, KeptCurve>();
  readonly #checkpoints = new Map<string, Checkpoint>();
  #writing: number | undefined;

  /** @param holder the tab that may write */
  constructor(private readonly holder: () => number | undefined) {}

  /** The archive of one tab, with only the methods that the lab calls. */
  async open(tab: number): Promise<Archive> {
    const write = (change: () => void): Promise<void> => this.#write(tab, change);
    const archive: Pick<Archive, keyof Archive> = {
      begin: (experiment: KeptExperiment, runs: readonly Run[]) =>
        write(() => {
          this.#experiments.push(experiment);
          this.#keep(runs);
        }),
      keepRuns: (runs: readonly Run[]) => write(() => this.#keep(runs)),
      keepCheckpoint: (run: Run, checkpoint: Checkpoint) =>
        write(() => {
          this.#keep([run]);
          this.#curves.set(run.plan.id, keptCurve(run));
          this.#checkpoints.set(run.plan.id, checkpoint);
        }),
      keepEnd: (run: Run) =>
        write(() => {
          this.#keep([run]);
          this.#curves.set(run.plan.id, keptCurve(run));
          this.#checkpoints.delete(run.plan.id);
        }),
      add: async (experiment, runs) => {
        const added = renumbered(experiment, runs, this.#last + 1);
        await write(() => {
          this.#experiments.push(added.kept);
          this.#keep(added.runs);
        });
        return added.kept.number;
      },
      change: (numbers, change) =>
        write(() => {
          for (const [i, kept] of this.#experiments.entries()) {
            if (numbers.includes(kept.number)) this.#experiments[i] = { ...kept, ...change };
          }
        }),
      clear: () =>
        write(() => {
          const left = this.#experiments.filter(({ removed }) => !removed);
          this.#experiments.splice(0, this.#experiments.length, ...left);
        }),
      setWeightBudget: () => write(() => {}),
      weightBudget: async () => 0,
      list: async () => [],
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
      this.broken.push(`tab ${tab} wrote in the place of ${this.holder() ?? 'nobody'}`);
    if (this.#writing !== undefined && this.#writing !== tab)
      this.broken.push(`tab ${tab} wrote while ${this.#writing} did`);
    this.#writing = tab;
    for (let ticks = 0; ticks < 5; ticks++) await Promise.resolve();
    if (this.#closed.has(tab)) return new Promise(() => {});
    change();
    this.#writing = undefined;
  }

  #keep(runs: readonly Run[]): void {
    for (const run of runs) this.#runs.set(run.plan.id, keptRun(run));
  }

  get #last(): number {
    return Math.max(0, ...this.#experiments.map(({ number }) => number));
  }

  #read(kept: KeptExperiment | undefined): ReadExperiment | undefined {
    if (kept === undefined) return undefined;
    const runs = kept.runs.flatMap((id) => {
      const run = this.#runs.get(id);
      return run === undefined ? [] : [restoredRun(run, this.#curves.get(id), this.#checkpoints.get(id))];
    });
    return { kept, runs };
  }
}
