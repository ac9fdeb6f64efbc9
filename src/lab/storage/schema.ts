import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { RankFrequency } from '../../corpus/rank-frequency.ts';
import type { Checkpoint, LstmShape, RunPlan, TransformerShape } from '../../engine/trainer.ts';
import type { FitOptions } from '../../laws/analysis/request.ts';
import type { Refusal } from '../../laws/refusal.ts';
import type { MeasuredTable } from '../imported/measured-run.ts';
import type { Sample } from '../runs/text-sample.ts';
import type { ExperimentId } from '../experiments/presets.ts';
import type { ExperimentSize } from '../experiments/preset.ts';
import type { Run } from '../runs/run.ts';
import type { StoredDraft } from '../plan/sweep-settings.ts';

/** What a teacher changed about one pupil of a pool. */
export interface PupilChange {
  /** Stands for the name that the pupil gave; left out if that one stays. */
  readonly name?: string | undefined;
  /** Whether this pupil's results are left out of the pool. They are kept. */
  readonly out?: boolean | undefined;
}

/** By the ids of pupils. */
export type PupilChanges = Readonly<Record<string, PupilChange>>;

/** An experiment that began in this browser or was imported from a file. */
export interface SavedExperiment {
  /** The experiments of a browser are numbered in the order in which they were added. */
  readonly number: number;
  /** A title that a person gave; empty for none. */
  readonly title: string;
  readonly origin: 'trained' | 'imported';
  /** Milliseconds since 1970. */
  readonly begun: number;
  readonly experiment: ExperimentId;
  readonly size: ExperimentSize;
  readonly draft: StoredDraft;
  /** The experiment that the draft was made for; the default one if it is left out. */
  readonly draftOf?: ExperimentId | undefined;
  /** Ids of its runs, cheapest first. */
  readonly runs: readonly string[];
  /** Runs that others trained, if it is a table of them. Then it has no runs of its own. */
  readonly measured?: MeasuredTable;
  /** Options of its fits; undefined before a person chooses. */
  readonly fitting?: FitOptions;
  /** Texts that its models wrote, latest first. */
  readonly samples: readonly Sample[];
  /** Counts of a text's words; null if none were counted. */
  readonly ranks: RankFrequency | Refusal | null;
  /** Results of pupils as texts (`src/lab/class/piece-text.ts`), if it is the pool of a class. Its runs follow from them. */
  readonly pieces?: readonly string[];
  /** What a teacher changed about pupils of the pool, by their ids. */
  readonly pupils?: PupilChanges;
  /** What a person wrote about it; left out for nothing. */
  readonly note?: string;
  /** Whether its models stay even if all models together exceed the budget. */
  readonly pinned: boolean;
  /** Whether the next `clear` deletes it. */
  readonly removed: boolean;
}

/** Losses of a run's steps so far. */
export interface SavedCurve {
  readonly run: string;
  /** [steps, R] nats per token. */
  readonly losses: Float32Array;
}

/** Weights of the models of a run that has ended. */
export interface SavedWeights extends Pick<Checkpoint, 'run' | 'step' | 'parameters'> {
  /** As in a checkpoint. Databases of earlier versions of the page leave them out. */
  readonly moments?: Checkpoint['moments'];
  /** When they were saved, in milliseconds since 1970. */
  readonly kept: number;
  readonly bytes: number;
}

/** What a run says about its source, and what a person says about it. Databases of earlier versions of the page leave it out. */
type Source = Pick<Run, 'origin' | 'imported' | 'beganFrom' | 'note'>;

/** A run without its curve, which is in another store. */
export type SavedRun = Omit<Run, 'curve' | 'plan' | keyof Source> &
  Partial<Source> & { readonly id: string; readonly plan: SavedPlan };

/** Databases of earlier versions of the page leave out the kind of a transformer. */
export type SavedPlan = Omit<RunPlan, 'shape'> & {
  readonly shape: LstmShape | (Omit<TransformerShape, 'kind'> & Partial<Pick<TransformerShape, 'kind'>>);
};

/** A person's choice for this browser. */
export interface SavedChoice {
  readonly name: 'weight-bytes';
  readonly value: number;
}

/** What this browser needs to come back to a lesson. */
export interface SavedLesson {
  /** Id of the lesson. */
  readonly name: LessonName;
  /** 8 letters and digits that stand for this person in this lesson. */
  readonly pupil: string;
  /** What the person calls themselves; empty for nothing. */
  readonly called: string;
  /** i of n; null if the person has none. */
  readonly part: number | null;
  /** What the part leaves out for this machine; empty for nothing. */
  readonly sized: string;
  /** The experiment that began in this lesson; null before one did. */
  readonly number: number | null;
}

export type LessonName = `lesson ${string}`;

/** The stores of the database. The key of runs, curves, checkpoints and weights is the run's id. */
export interface ArchiveSchema extends DBSchema {
  experiments: { key: number; value: SavedExperiment };
  runs: { key: string; value: SavedRun };
  curves: { key: string; value: SavedCurve };
  /** Checkpoints of runs under way. */
  checkpoints: { key: string; value: Checkpoint };
  /** Weights of runs that have ended. */
  weights: { key: string; value: SavedWeights; indexes: { age: [kept: number, bytes: number] } };
  choices: { key: string; value: SavedChoice | SavedLesson };
}

export type ArchiveDatabase = IDBPDatabase<ArchiveSchema>;
type Upgrade = IDBPTransaction<ArchiveSchema, StoreNames<ArchiveSchema>[], 'versionchange'>;

export const DATABASE = 'loglog';

/** Each one migrates the database from one version to the next. Version 0 is no database. Do not edit a migration. */
const MIGRATIONS: readonly ((database: ArchiveDatabase, upgrade: Upgrade) => void | Promise<void>)[] = [
  (database) => {
    database.createObjectStore('experiments', { keyPath: 'number' });
    database.createObjectStore('runs', { keyPath: 'id' });
    for (const store of ['curves', 'checkpoints'] as const) {
      database.createObjectStore(store, { keyPath: 'run' });
    }
    database.createObjectStore('weights', { keyPath: 'run' }).createIndex('age', ['kept', 'bytes']);
  },
  async (database, upgrade) => {
    database.createObjectStore('choices', { keyPath: 'name' });
    const added = { title: '', origin: 'trained', samples: [], ranks: null, pinned: false, removed: false };
    let cursor = await upgrade.objectStore('experiments').openCursor();
    for (; cursor !== null; cursor = await cursor.continue()) {
      await cursor.update({ ...added, ...cursor.value });
    }
  },
];

export const VERSION = MIGRATIONS.length;

export async function migrate(database: ArchiveDatabase, from: number, upgrade: Upgrade): Promise<void> {
  for (const migration of MIGRATIONS.slice(from)) await migration(database, upgrade);
}
