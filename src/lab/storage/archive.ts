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
  type SavedLesson,
  type SavedWeights,
} from './schema.ts';
import { TRIMMED, trimWeights, weightBudgetOf } from './weight-budget.ts';

/** A saved experiment with its runs. */
export interface ReadExperiment {
  readonly saved: SavedExperiment;
  /** Cheapest first. */
  readonly runs: readonly Run[];
}

/** The fields of an experiment that can change after it has begun. */
export type ExperimentChange = Partial<
  Pick<
    SavedExperiment,
    'title' | 'note' | 'pinned' | 'removed' | 'fitting' | 'samples' | 'ranks' | 'measured'
  >
>;

const READ = ['experiments', 'runs', 'curves', 'checkpoints'] as const;
const ALL = ['experiments', 'runs', 'curves', 'checkpoints', 'weights', 'choices'] as const;

/**
 * Experiments on this browser's disk. Every method that writes uses one transaction, so it writes everything or nothing. If
 * it writes nothing, it rejects: storage may be full, or the browser may refuse it.
 */
export class Archive {
  private constructor(private readonly database: ArchiveDatabase) {}

  /** Rejects if the browser has no storage for this page. */
  static async open(): Promise<Archive> {
    const database = await openDB<ArchiveSchema>(DATABASE, VERSION, {
      upgrade: (opened, from, _, upgrade) => {
        // A failed migration must not be committed half done; it may be aborted already.
        migrate(opened, from, upgrade).catch(() => upgrade.error ?? upgrade.abort());
      },
    });
    // Another tab has a later version of the page and wants to upgrade the database.
    database.addEventListener('versionchange', () => database.close());
    return new Archive(database);
  }

  /** Saves an experiment that begins, with its runs. */
  async begin(experiment: SavedExperiment, runs: readonly Run[]): Promise<void> {
    const transaction = this.database.transaction(['experiments', 'runs'], 'readwrite');
    await Promise.all([
      transaction.objectStore('experiments').put(experiment),
      ...runs.map((run) => transaction.objectStore('runs').put(savedRun(run))),
      transaction.done,
    ]);
  }

  /**
   * Saves a whole experiment, and its runs with their curves but without models.
   * @returns its number, which follows the highest one; the ids of its runs change to match it
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

  /**
   * Saves an experiment again, with those of its runs that changed, and their curves. Its models and checkpoints stay. Runs that
   * it no longer has are deleted.
   */
  async replace(experiment: SavedExperiment, runs: readonly Run[]): Promise<void> {
    const transaction = this.database.transaction([...ALL], 'readwrite');
    const experiments = transaction.objectStore('experiments');
    const stay = new Set(experiment.runs);
    const replaced = experiments.get(experiment.number).then((before) => {
      const gone = before?.runs.filter((run) => !stay.has(run)) ?? [];
      return Promise.all([
        experiments.put(experiment),
        ...gone.flatMap((run) => deleteRun(transaction, run)),
      ]);
    });
    await Promise.all([
      replaced,
      ...runs.flatMap((run) => [
        transaction.objectStore('runs').put(savedRun(run)),
        transaction.objectStore('curves').put(savedCurve(run)),
      ]),
      transaction.done,
    ]);
  }

  /**
   * Changes the experiments with these numbers, and ignores unknown numbers. Then deletes models that exceed the
   * budget.
   */
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

  /** Deletes removed experiments, with their runs, curves, checkpoints and weights. */
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
              ...runs.flatMap((run) => deleteRun(transaction, run)),
            ]),
        ),
      );
    await Promise.all([cleared, transaction.done]);
  }

  /** Saves runs without their curves and models. */
  async saveRuns(runs: readonly Run[]): Promise<void> {
    const transaction = this.database.transaction('runs', 'readwrite');
    await Promise.all([...runs.map((run) => transaction.store.put(savedRun(run))), transaction.done]);
  }

  /** Saves a run under way, with the checkpoint from which it can resume. */
  async saveCheckpoint(run: Run, checkpoint: Checkpoint): Promise<void> {
    const transaction = this.database.transaction(['runs', 'curves', 'checkpoints'], 'readwrite');
    await Promise.all([
      transaction.objectStore('runs').put(savedRun(run)),
      transaction.objectStore('curves').put(savedCurve(run)),
      transaction.objectStore('checkpoints').put(checkpoint),
      transaction.done,
    ]);
  }

  /**
   * Saves a run that has ended. The weights and moments of its last checkpoint are saved as far as the budget allows. A run that a person
   * stopped keeps the checkpoint, because it can be resumed.
   */
  async saveEnd(run: Run): Promise<void> {
    const transaction = this.database.transaction([...ALL], 'readwrite', { durability: 'strict' });
    const checkpoints = transaction.objectStore('checkpoints');
    const { id } = run.plan;
    await Promise.all([
      transaction.objectStore('runs').put(savedRun(run)),
      transaction.objectStore('curves').put(savedCurve(run)),
      checkpoints.get(id).then(async (last) => {
        if (last === undefined) return;
        const { step, parameters, moments } = last;
        const bytes = parameters.byteLength + moments.byteLength;
        const saved = { run: id, step, parameters, moments, kept: Date.now(), bytes };
        await transaction.objectStore('weights').put(saved);
        if (run.state !== 'stopped') await checkpoints.delete(id);
        await trimWeights(transaction);
      }),
      transaction.done,
    ]);
  }

  /** The most bytes that the weights of all ended runs may use. */
  async weightBudget(): Promise<number> {
    return weightBudgetOf(await this.database.get('choices', 'weight-bytes'));
  }

  /** Sets the most bytes that the weights of all ended runs may use, and deletes the oldest ones that exceed it. */
  async setWeightBudget(bytes: number): Promise<void> {
    const transaction = this.database.transaction([...TRIMMED], 'readwrite');
    const set = transaction.objectStore('choices').put({ name: 'weight-bytes', value: bytes });
    await Promise.all([set.then(() => trimWeights(transaction)), transaction.done]);
  }

  /** What was kept of a lesson; undefined if it is new to this browser. */
  async lesson(id: string): Promise<SavedLesson | undefined> {
    const kept = await this.database.get('choices', `lesson ${id}`);
    return kept !== undefined && 'pupil' in kept ? kept : undefined;
  }

  /** Keeps what this browser needs to come back to a lesson. */
  async keepLesson(lesson: SavedLesson): Promise<void> {
    await this.database.put('choices', lesson);
  }

  /** All experiments, latest first. Removed experiments that are not cleared yet are among them. */
  list(): Promise<ExperimentSummary[]> {
    return summariesOf(this.database);
  }

  /** The highest number of an experiment; 0 before the first. */
  async lastNumber(): Promise<number> {
    const transaction = this.database.transaction('experiments');
    return (await transaction.store.openKeyCursor(null, 'prev'))?.key ?? 0;
  }

  /** The latest experiment that is not removed; undefined if there is none. */
  async latest(): Promise<ReadExperiment | undefined> {
    const transaction = this.database.transaction(READ);
    let cursor = await transaction.objectStore('experiments').openCursor(null, 'prev');
    while (cursor?.value.removed === true) cursor = await cursor.continue();
    return cursor === null ? undefined : this.#withRuns(cursor.value, transaction);
  }

  /** The experiment with a number; undefined if there is none. */
  async read(number: number): Promise<ReadExperiment | undefined> {
    const transaction = this.database.transaction(READ);
    const saved = await transaction.objectStore('experiments').get(number);
    return saved && this.#withRuns(saved, transaction);
  }

  /** The weights of a run that has ended. */
  weights(run: string): Promise<SavedWeights | undefined> {
    return this.database.get('weights', run);
  }

  /** The checkpoint from which a run resumes; undefined if it has none and starts from its first step. */
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

/** Deletes a run with its curve, checkpoint and weights. */
function deleteRun(
  transaction: IDBPTransaction<ArchiveSchema, typeof ALL, 'readwrite'>,
  run: string,
): Promise<void>[] {
  return (['runs', 'curves', 'checkpoints', 'weights'] as const).map((store) =>
    transaction.objectStore(store).delete(run),
  );
}
