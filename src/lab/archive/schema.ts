import type { DBSchema, IDBPDatabase } from 'idb';
import type { Checkpoint } from '../../engine/trainer.ts';
import type { ExperimentId, ExperimentSize } from '../experiments/preset.ts';
import type { Run } from '../run.ts';
import type { SweepDraft } from '../sweep-settings.ts';

/** An experiment that has been begun. */
export interface KeptExperiment {
  /** Counts up with every experiment begun in this browser. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly begun: number;
  readonly experiment: ExperimentId;
  readonly size: ExperimentSize;
  readonly draft: SweepDraft;
  /** Ids of its runs, cheapest first. */
  readonly runs: readonly string[];
}

/** Losses of a run's steps, as long as they are. */
export interface KeptCurve {
  readonly run: string;
  /** [steps, R] nats per token. */
  readonly losses: Float32Array;
}

/** What a run that has ended leaves of its models. */
export interface KeptWeights extends Pick<Checkpoint, 'run' | 'step' | 'parameters'> {
  /** Milliseconds since 1970. */
  readonly kept: number;
  readonly bytes: number;
}

/** A run without its curve, which is read and written apart. */
export type KeptRun = Omit<Run, 'curve'> & { readonly id: string };

/** The stores of the database; all but experiments go by a run's id. */
export interface ArchiveSchema extends DBSchema {
  experiments: { key: number; value: KeptExperiment };
  runs: { key: string; value: KeptRun };
  curves: { key: string; value: KeptCurve };
  /** Of runs under way. */
  checkpoints: { key: string; value: Checkpoint };
  /** Of runs that have ended. */
  weights: { key: string; value: KeptWeights; indexes: { age: [kept: number, bytes: number] } };
}

export const DATABASE = 'loglog';

/** What brings the database of each version to the next one; version 0 is none. None of them ever changes. */
const MIGRATIONS: readonly ((database: IDBPDatabase<ArchiveSchema>) => void)[] = [
  (database) => {
    database.createObjectStore('experiments', { keyPath: 'number' });
    database.createObjectStore('runs', { keyPath: 'id' });
    for (const store of ['curves', 'checkpoints'] as const) {
      database.createObjectStore(store, { keyPath: 'run' });
    }
    database.createObjectStore('weights', { keyPath: 'run' }).createIndex('age', ['kept', 'bytes']);
  },
];

export const VERSION = MIGRATIONS.length;

export function migrate(database: IDBPDatabase<ArchiveSchema>, from: number): void {
  for (const migration of MIGRATIONS.slice(from)) migration(database);
}
