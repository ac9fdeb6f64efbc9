import { openDB, type IDBPTransaction } from 'idb';
import type { Checkpoint } from '../../engine/trainer.ts';
import type { Run } from '../runs/run.ts';
import { summariesOf, type ExperimentSummary } from './experiment-summary.ts';
import { savedCurve, savedRun, restoredRun } from './run-record.ts';
import { renumbered } from './renumbered.ts';
import {
  DATABASE,
  migrate,
  VERSION,
  type ArchiveDatabase,
  type ArchiveSchema,
  type SavedExperiment,
  type SavedWeights,
} from './schema.ts';
import { MOST_WEIGHT_BYTES, TRIMMED, trimWeights } from './weight-budget.ts';

/** An experiment as an earlier visit left it. */
export interface ReadExperiment {
  readonly saved: SavedExperiment;
  /** Cheapest first. */
  readonly runs: readonly Run[];
}

/** What of an experiment changes once it has begun. */
export type ExperimentChange = Partial<
  Pick<SavedExperiment, 'title' | 'pinned' | 'removed' | 'fitting' | 'samples' | 'ranks'>
>;

const READ = ['experiments', 'runs', 'curves', 'checkpoints'] as const;
const ALL = ['experiments', 'runs', 'curves', 'checkpoints', 'weights', 'choices'] as const;

/**
 * Experiments on this browser's disk. Every method that writes does so in one transaction, which is whole or absent, and
 * rejects where it is absent: storage may be full, or refused.
 */
export class Archive {
  private constructor(private readonly database: ArchiveDatabase) {}

  /** Rejects where the browser keeps nothing. */
  static async open(): Promise<Archive> {
    const database = await openDB<ArchiveSchema>(DATABASE, VERSION, {
      upgrade: (opened, from, _, upgrade) => {
        // What has failed is aborted already, or must not be committed half done.
        migrate(opened, from, upgrade).catch(() => upgrade.error ?? upgrade.abort());
      },
    });
    // Another tab with a later version of the page may have it.
    database.addEventListener('versionchange', () => database.close());
    return new Archive(database);
  }

  /** An experiment that begins, with its runs. */
  async begin(experiment: SavedExperiment, runs: readonly Run[]): Promise<void> {
    const transaction = this.database.transaction(['experiments', 'runs'], 'readwrite');
    await Promise.all([
      transaction.objectStore('experiments').put(experiment),
      ...runs.map((run) => transaction.objectStore('runs').put(savedRun(run))),
      transaction.done,
    ]);
  }

  /**
   * A whole experiment, its runs with their curves and without models.
   * @returns its number, which follows the highest one, and by which its runs are named from then on
   */
  async add(experiment: Omit<SavedExperiment, 'number' | 'runs'>, runs: readonly Run[]): Promise<number> {
    const transaction = this.database.transaction(['experiments', 'runs', 'curves'], 'readwrite');
    const last = await transaction.objectStore('experiments').openKeyCursor(null, 'prev');
    const number = (last?.key ?? 0) + 1;
    const added = renumbered(experiment, runs, number);
    await Promise.all([
      transaction.objectStore('experiments').put(added.saved),
      ...added.runs.flatMap((run) => [
        transaction.objectStore('runs').put(savedRun(run)),
        transaction.objectStore('curves').put(savedCurve(run)),
      ]),
      transaction.done,
    ]);
    return number;
  }

  /** Changes experiments by their numbers; one that is not there stays so. Models that may no longer stay go. */
  async change(numbers: readonly number[], change: ExperimentChange): Promise<void> {
    const transaction = this.database.transaction([...TRIMMED], 'readwrite');
    const experiments = transaction.objectStore('experiments');
    const changed = Promise.all(
      numbers.map(async (number) => {
        const saved = await experiments.get(number);
        if (saved !== undefined) await experiments.put({ ...saved, ...change });
      }),
    );
    await Promise.all([changed.then(() => trimWeights(transaction)), transaction.done]);
  }

  /** Lets go of what was removed, with all that belongs to it. */
  async clear(): Promise<void> {
    const transaction = this.database.transaction([...ALL], 'readwrite');
    const experiments = transaction.objectStore('experiments');
    const cleared = experiments
      .getAll()
      .then((all) =>
        Promise.all(
          all
            .filter(({ removed }) => removed)
            .flatMap(({ number, runs }) => [
              experiments.delete(number),
              ...runs.flatMap((run) =>
                (['runs', 'curves', 'checkpoints', 'weights'] as const).map((store) =>
                  transaction.objectStore(store).delete(run),
                ),
              ),
            ]),
        ),
      );
    await Promise.all([cleared, transaction.done]);
  }

  /** A run's state, without its curve and its models. */
  async saveRuns(runs: readonly Run[]): Promise<void> {
    const transaction = this.database.transaction('runs', 'readwrite');
    await Promise.all([...runs.map((run) => transaction.store.put(savedRun(run))), transaction.done]);
  }

  /** A run under way, with what it needs to go on. */
  async saveCheckpoint(run: Run, checkpoint: Checkpoint): Promise<void> {
    const transaction = this.database.transaction(['runs', 'curves', 'checkpoints'], 'readwrite');
    await Promise.all([
      transaction.objectStore('runs').put(savedRun(run)),
      transaction.objectStore('curves').put(savedCurve(run)),
      transaction.objectStore('checkpoints').put(checkpoint),
      transaction.done,
    ]);
  }

  /** A run that has ended: of its last checkpoint the weights stay, as long as there is room for them. */
  async saveEnd(run: Run): Promise<void> {
    const transaction = this.database.transaction([...ALL], 'readwrite', { durability: 'strict' });
    const checkpoints = transaction.objectStore('checkpoints');
    const { id } = run.plan;
    await Promise.all([
      transaction.objectStore('runs').put(savedRun(run)),
      transaction.objectStore('curves').put(savedCurve(run)),
      checkpoints.get(id).then(async (last) => {
        if (last === undefined) return;
        const { step, parameters } = last;
        const { byteLength: bytes } = parameters;
        await transaction.objectStore('weights').put({ run: id, step, parameters, kept: Date.now(), bytes });
        await checkpoints.delete(id);
        await trimWeights(transaction);
      }),
      transaction.done,
    ]);
  }

  /** What the weights of all runs that have ended take at most. */
  async weightBudget(): Promise<number> {
    return (await this.database.get('choices', 'weight-bytes'))?.value ?? MOST_WEIGHT_BYTES;
  }

  /** Lets the weights of all runs that have ended take so many bytes, at once. */
  async setWeightBudget(bytes: number): Promise<void> {
    const transaction = this.database.transaction([...TRIMMED], 'readwrite');
    const set = transaction.objectStore('choices').put({ name: 'weight-bytes', value: bytes });
    await Promise.all([set.then(() => trimWeights(transaction)), transaction.done]);
  }

  /** All experiments, also those that were removed and not cleared, latest first. */
  list(): Promise<ExperimentSummary[]> {
    return summariesOf(this.database);
  }

  /** The highest number an experiment has; 0 before the first. */
  async lastNumber(): Promise<number> {
    const transaction = this.database.transaction('experiments');
    return (await transaction.store.openKeyCursor(null, 'prev'))?.key ?? 0;
  }

  /** The experiment begun last, of those that were not removed; undefined before the first. */
  async latest(): Promise<ReadExperiment | undefined> {
    const transaction = this.database.transaction(READ);
    let cursor = await transaction.objectStore('experiments').openCursor(null, 'prev');
    while (cursor?.value.removed === true) cursor = await cursor.continue();
    return cursor === null ? undefined : this.#withRuns(cursor.value, transaction);
  }

  /** An experiment by its number. */
  async read(number: number): Promise<ReadExperiment | undefined> {
    const transaction = this.database.transaction(READ);
    const saved = await transaction.objectStore('experiments').get(number);
    return saved && this.#withRuns(saved, transaction);
  }

  /** The models of a run that has ended. */
  weights(run: string): Promise<SavedWeights | undefined> {
    return this.database.get('weights', run);
  }

  /** Where a run under way can go on; undefined where it starts from its first step. */
  checkpoint(run: string): Promise<Checkpoint | undefined> {
    return this.database.get('checkpoints', run);
  }

  async #withRuns(
    saved: SavedExperiment,
    transaction: IDBPTransaction<ArchiveSchema, typeof READ>,
  ): Promise<ReadExperiment> {
    const runs = await Promise.all(
      saved.runs.map(async (id) => {
        const [run, curve, checkpoint] = await Promise.all([
          transaction.objectStore('runs').get(id),
          transaction.objectStore('curves').get(id),
          transaction.objectStore('checkpoints').get(id),
        ]);
        return run && restoredRun(run, curve, checkpoint);
      }),
    );
    return { saved, runs: runs.filter((run) => run !== undefined) };
  }
}
