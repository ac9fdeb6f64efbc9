import { openDB, type IDBPDatabase } from 'idb';
import type { Checkpoint } from '../../engine/trainer.ts';
import type { Run } from '../run.ts';
import { keptCurve, keptRun, restoredRun } from './kept-run.ts';
import {
  DATABASE,
  migrate,
  VERSION,
  type ArchiveSchema,
  type KeptExperiment,
  type KeptWeights,
} from './schema.ts';

/** What the weights of all runs that have ended take at most: some 60 million numbers. */
export const MOST_WEIGHT_BYTES = 256e6;

/** An experiment as an earlier visit left it. */
export interface ReadExperiment {
  readonly kept: KeptExperiment;
  /** Cheapest first. */
  readonly runs: readonly Run[];
}

/**
 * Experiments on this browser's disk. Every method that writes does so in one transaction, which is whole or absent, and
 * rejects where it is absent: storage may be full, or refused.
 */
export class Archive {
  private constructor(private readonly database: IDBPDatabase<ArchiveSchema>) {}

  /** Rejects where the browser keeps nothing. */
  static async open(): Promise<Archive> {
    const database = await openDB<ArchiveSchema>(DATABASE, VERSION, { upgrade: migrate });
    // Another tab with a later version of the page may have it.
    database.addEventListener('versionchange', () => database.close());
    return new Archive(database);
  }

  /** An experiment that begins, with its runs. */
  async begin(experiment: KeptExperiment, runs: readonly Run[]): Promise<void> {
    const transaction = this.database.transaction(['experiments', 'runs'], 'readwrite');
    await Promise.all([
      transaction.objectStore('experiments').put(experiment),
      ...runs.map((run) => transaction.objectStore('runs').put(keptRun(run))),
      transaction.done,
    ]);
  }

  /** A run's state, without its curve and its models. */
  async keepRuns(runs: readonly Run[]): Promise<void> {
    const transaction = this.database.transaction('runs', 'readwrite');
    await Promise.all([...runs.map((run) => transaction.store.put(keptRun(run))), transaction.done]);
  }

  /** A run under way, with what it needs to go on. */
  async keepCheckpoint(run: Run, checkpoint: Checkpoint): Promise<void> {
    const transaction = this.database.transaction(['runs', 'curves', 'checkpoints'], 'readwrite');
    await Promise.all([
      transaction.objectStore('runs').put(keptRun(run)),
      transaction.objectStore('curves').put(keptCurve(run)),
      transaction.objectStore('checkpoints').put(checkpoint),
      transaction.done,
    ]);
  }

  /**
   * A run that has ended: of its last checkpoint the weights stay. Where those of all runs take more than they may, the
   * oldest go.
   */
  async keepEnd(run: Run, mostWeightBytes = MOST_WEIGHT_BYTES): Promise<void> {
    const stores = ['runs', 'curves', 'checkpoints', 'weights'] as const;
    const transaction = this.database.transaction(stores, 'readwrite', { durability: 'strict' });
    const checkpoints = transaction.objectStore('checkpoints');
    const weights = transaction.objectStore('weights');
    const { id } = run.plan;
    await Promise.all([
      transaction.objectStore('runs').put(keptRun(run)),
      transaction.objectStore('curves').put(keptCurve(run)),
      checkpoints.get(id).then(async (last) => {
        if (last === undefined) return;
        const { step, parameters } = last;
        await weights.put({ run: id, step, parameters, kept: Date.now(), bytes: parameters.byteLength });
        await checkpoints.delete(id);
        let bytes = 0;
        let cursor = await weights.index('age').openKeyCursor(null, 'prev');
        for (; cursor !== null; cursor = await cursor.continue()) {
          bytes += cursor.key[1];
          if (bytes > mostWeightBytes) await weights.delete(cursor.primaryKey);
        }
      }),
      transaction.done,
    ]);
  }

  /** The experiment begun last; undefined before the first. */
  async latest(): Promise<ReadExperiment | undefined> {
    const stores = ['experiments', 'runs', 'curves', 'checkpoints'] as const;
    const transaction = this.database.transaction(stores);
    const cursor = await transaction.objectStore('experiments').openCursor(null, 'prev');
    if (cursor === null) return undefined;
    const kept = cursor.value;
    const runs = await Promise.all(
      kept.runs.map(async (id) => {
        const [run, curve, checkpoint] = await Promise.all([
          transaction.objectStore('runs').get(id),
          transaction.objectStore('curves').get(id),
          transaction.objectStore('checkpoints').get(id),
        ]);
        return run && restoredRun(run, curve, checkpoint);
      }),
    );
    return { kept, runs: runs.filter((run) => run !== undefined) };
  }

  /** The models of a run that has ended. */
  weights(run: string): Promise<KeptWeights | undefined> {
    return this.database.get('weights', run);
  }

  /** Where a run under way can go on; undefined where it starts from its first step. */
  checkpoint(run: string): Promise<Checkpoint | undefined> {
    return this.database.get('checkpoints', run);
  }
}
