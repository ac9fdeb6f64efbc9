import type { IDBPTransaction, StoreNames } from 'idb';
import type { Run, RunState } from '../runs/run.ts';
import { sourcesOf, UNKNOWN_SOURCE } from '../runs/sources-of.ts';
import type { ArchiveDatabase, ArchiveSchema, SavedExperiment, SavedRun } from './schema.ts';

/** An experiment as a list shows it. */
export interface ExperimentSummary extends Pick<
  SavedExperiment,
  'number' | 'title' | 'note' | 'origin' | 'begun' | 'experiment' | 'size' | 'pinned' | 'removed'
> {
  /** The number of runs from somebody's table; 0 if it has none. */
  readonly measuredRuns: number;
  /** The number of its runs in each state. */
  readonly states: Readonly<Partial<Record<RunState, number>>>;
  /** Size of its curves and checkpoints. */
  readonly bytes: number;
  /** Size of the weights of its ended runs. */
  readonly weightBytes: number;
  /** The machines or files that its finished runs came from, as far as they are known. */
  readonly sources: readonly string[];
  /** Ids of the runs whose weights are on disk. */
  readonly models: readonly string[];
}

const STORES = ['experiments', 'runs', 'curves', 'checkpoints', 'weights'] as const;

/** All experiments, latest first, and also removed ones that are not cleared yet. Of weights only their size is read. */
export async function summariesOf(database: ArchiveDatabase): Promise<ExperimentSummary[]> {
  const transaction = database.transaction(STORES);
  const [experiments, runs, curves, checkpoints, weights] = await Promise.all([
    transaction.objectStore('experiments').getAll(),
    transaction.objectStore('runs').getAll(),
    transaction.objectStore('curves').getAll(),
    transaction.objectStore('checkpoints').getAll(),
    weightBytesOf(transaction),
  ]);
  const runOf = new Map(runs.map((run) => [run.id, run]));
  const bytes = new Map(curves.map(({ run, losses }) => [run, losses.byteLength]));
  for (const { run, parameters, moments } of checkpoints) {
    bytes.set(run, (bytes.get(run) ?? 0) + parameters.byteLength + moments.byteLength);
  }
  return experiments
    .map((experiment) => summaryOf(experiment, runOf, bytes, weights))
    .toSorted((a, b) => b.number - a.number);
}

function summaryOf(
  {
    number,
    title,
    note = '',
    origin,
    begun,
    experiment,
    size,
    pinned,
    removed,
    runs,
    measured,
  }: SavedExperiment,
  runOf: ReadonlyMap<string, SavedRun>,
  bytes: ReadonlyMap<string, number>,
  weights: ReadonlyMap<string, number>,
): ExperimentSummary {
  const states: Partial<Record<RunState, number>> = {};
  for (const id of runs) {
    const state = runOf.get(id)?.state;
    if (state !== undefined) states[state] = (states[state] ?? 0) + 1;
  }
  const finished = runs.flatMap((id) => finishedSource(runOf.get(id)));
  const sources = new Set(sourcesOf(finished));
  const sum = (of: ReadonlyMap<string, number>): number =>
    runs.reduce((total, id) => total + (of.get(id) ?? 0), 0);
  return {
    number,
    title,
    note,
    origin,
    begun,
    experiment,
    size,
    pinned,
    removed,
    measuredRuns: measured?.runs.length ?? 0,
    states,
    bytes: sum(bytes),
    weightBytes: sum(weights),
    sources: [...sources].filter((source) => source !== UNKNOWN_SOURCE),
    models: runs.filter((id) => weights.has(id)),
  };
}

/** Where a finished run came from. Earlier versions of the page stored nothing about it. */
function finishedSource(run: SavedRun | undefined): Pick<Run, 'imported' | 'origin'>[] {
  if (run?.state !== 'finished') return [];
  return [{ imported: run.imported ?? null, origin: run.origin ?? null }];
}

/** Size of the weights of each run, oldest first. Reads only the index. */
export async function weightBytesOf<Mode extends IDBTransactionMode>(
  transaction: IDBPTransaction<ArchiveSchema, StoreNames<ArchiveSchema>[], Mode>,
): Promise<Map<string, number>> {
  const bytes = new Map<string, number>();
  let cursor = await transaction.objectStore('weights').index('age').openKeyCursor();
  for (; cursor !== null; cursor = await cursor.continue()) bytes.set(cursor.primaryKey, cursor.key[1]);
  return bytes;
}
