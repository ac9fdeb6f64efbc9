import { openDB } from 'idb';
import type { Choice, ChoiceStore } from './autotune.ts';

const DATABASE = 'loglog-kernels';
const STORE = 'choices';

/** Keeps choices in this browser; where it refuses that (private windows), every visit chooses anew. */
export const browserChoices: ChoiceStore = {
  async load(key) {
    try {
      const database = await open();
      const choice: unknown = await database.get(STORE, key);
      database.close();
      return isChoice(choice) ? choice : undefined;
    } catch {
      return undefined;
    }
  },
  async save(key, choice) {
    try {
      const database = await open();
      await database.put(STORE, choice, key);
      database.close();
    } catch {
      // A choice that cannot be kept costs a second at the next visit, and nothing else.
    }
  },
};

function open(): ReturnType<typeof openDB> {
  return openDB(DATABASE, 1, { upgrade: (database) => void database.createObjectStore(STORE) });
}

function isChoice(value: unknown): value is Choice {
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
