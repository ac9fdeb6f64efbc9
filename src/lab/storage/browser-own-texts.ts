import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { OwnTextFacts } from '../../corpus/own-text/read-own-text.ts';
import type { OwnTextStore } from './own-text-store.ts';

const DATABASE = 'loglog-texts';

/** The key of both stores is the SHA-256 of the text. */
interface TextSchema extends DBSchema {
  facts: { key: string; value: OwnTextFacts };
  texts: { key: string; value: Uint8Array<ArrayBuffer> };
}

/**
 * Keeps texts in a database of their own. No experiment needs one to be shown, a text may be larger than everything else
 * together, and a person who removes the last one leaves no database behind.
 */
export const browserOwnTexts: OwnTextStore = {
  async list() {
    if (!(await exists())) return [];
    return within((database) => database.getAll('facts'));
  },
  async load(sha256) {
    return within((database) => database.get('texts', sha256));
  },
  async save({ facts, text }) {
    await within(async (database) => {
      const writing = database.transaction(['facts', 'texts'], 'readwrite');
      await Promise.all([
        writing.objectStore('facts').put(facts, facts.sha256),
        writing.objectStore('texts').put(text, facts.sha256),
        writing.done,
      ]);
    });
  },
  async remove(sha256) {
    const left = await within(async (database) => {
      const writing = database.transaction(['facts', 'texts'], 'readwrite');
      await Promise.all([
        writing.objectStore('facts').delete(sha256),
        writing.objectStore('texts').delete(sha256),
      ]);
      const count = await writing.objectStore('facts').count();
      await writing.done;
      return count;
    });
    if (left === 0) await deleteDB(DATABASE);
  },
};

/** Whether any text was kept. A browser that does not tell has the database made, which is empty. */
async function exists(): Promise<boolean> {
  const databases: typeof indexedDB.databases | undefined = indexedDB.databases?.bind(indexedDB);
  if (databases === undefined) return true;
  return (await databases()).some(({ name }) => name === DATABASE);
}

/** Uses the database, and closes it, so that another tab can delete it. */
async function within<Value>(use: (database: IDBPDatabase<TextSchema>) => Promise<Value>): Promise<Value> {
  const database = await openDB<TextSchema>(DATABASE, 1, {
    upgrade(made) {
      made.createObjectStore('facts');
      made.createObjectStore('texts');
    },
  });
  try {
    return await use(database);
  } finally {
    database.close();
  }
}
