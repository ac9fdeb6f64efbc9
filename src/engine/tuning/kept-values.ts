import { openDB } from 'idb';

const DATABASE = 'loglog-kernels';
const STORE = 'choices';

/** Keeps values of one kind from one visit to the next. */
export interface KeptValues<Value> {
  load(key: string): Promise<Value | undefined>;
  save(key: string, value: Value): Promise<void>;
}

/**
 * Keeps values in this browser. If it refuses storage, as in private windows, they last for this visit.
 * @param isValue whether what was stored is such a value
 */
export function keptValues<Value>(isValue: (value: unknown) => value is Value): KeptValues<Value> {
  const ofThisVisit = new Map<string, Value>();
  return {
    async load(key) {
      const known = ofThisVisit.get(key);
      if (known !== undefined) return known;
      try {
        const database = await open();
        const value: unknown = await database.get(STORE, key);
        database.close();
        return isValue(value) ? value : undefined;
      } catch {
        return undefined;
      }
    },
    async save(key, value) {
      ofThisVisit.set(key, value);
      try {
        const database = await open();
        await database.put(STORE, value, key);
        database.close();
      } catch {
        // A value that cannot be stored only costs a second at the next visit.
      }
    },
  };
}

function open(): ReturnType<typeof openDB> {
  return openDB(DATABASE, 1, { upgrade: (database) => void database.createObjectStore(STORE) });
}
