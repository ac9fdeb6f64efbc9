import { openDB } from 'idb';
import type { TuningResult, TuningStore } from './autotune.ts';

const DATABASE = 'loglog-kernels';
const STORE = 'choices';

/**
 * Stores results in this browser. If the browser refuses storage, as in private windows, every visit measures again.
 */
export const browserTunings: TuningStore = {
  async load(key) {
    try {
      const database = await open();
      const result: unknown = await database.get(STORE, key);
      database.close();
      return isTuningResult(result) ? result : undefined;
    } catch {
      return undefined;
    }
  },
  async save(key, result) {
    try {
      const database = await open();
      await database.put(STORE, result, key);
      database.close();
    } catch {
      // A result that cannot be stored only costs a second at the next visit.
    }
  },
};

function open(): ReturnType<typeof openDB> {
  return openDB(DATABASE, 1, { upgrade: (database) => void database.createObjectStore(STORE) });
}

function isTuningResult(value: unknown): value is TuningResult {
  return (
    typeof value === 'object' &&
    value !== null &&
    'scheme' in value &&
    'attention' in value &&
    'plain' in value &&
    'rejected' in value &&
    Array.isArray(value.rejected)
  );
}
