import type { IDBPTransaction, StoreNames } from 'idb';
import { weightBytesOf } from './experiment-summary.ts';
import type { ArchiveSchema, SavedChoice, SavedLesson } from './schema.ts';

/** Default for the most bytes that the weights of all ended runs may use, with their moments: about 20 million weights. */
export const MOST_WEIGHT_BYTES = 256e6;

/** The stores that `trimWeights` uses. */
export const TRIMMED = ['choices', 'experiments', 'weights'] as const;

type Writing = IDBPTransaction<ArchiveSchema, StoreNames<ArchiveSchema>[], 'readwrite'>;

/** The most bytes that a person allows, or the default. */
export function weightBudgetOf(choice: SavedChoice | SavedLesson | undefined): number {
  return choice?.name === 'weight-bytes' ? choice.value : MOST_WEIGHT_BYTES;
}

/** If the weights exceed the budget, deletes the oldest ones of experiments that are not pinned. */
export async function trimWeights(transaction: Writing): Promise<void> {
  const [choice, experiments, bytes] = await Promise.all([
    transaction.objectStore('choices').get('weight-bytes'),
    transaction.objectStore('experiments').getAll(),
    weightBytesOf(transaction),
  ]);
  const pinned = new Set(experiments.filter((experiment) => experiment.pinned).flatMap(({ runs }) => runs));
  const most = weightBudgetOf(choice);
  let total = [...bytes.values()].reduce((sum, size) => sum + size, 0);
  for (const [run, size] of bytes) {
    if (total <= most) return;
    if (pinned.has(run)) continue;
    await transaction.objectStore('weights').delete(run);
    total -= size;
  }
}
