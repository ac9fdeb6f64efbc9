// Reads and writes the page's whole database from a test. Knows nothing of what the records mean.
import type { Page } from 'playwright';

/**
 * Every record of every store, and the definitions of the stores. Typed arrays are base64 of their bytes, under the name
 * of their type.
 */
export interface DatabaseDump {
  readonly version: number;
  readonly stores: readonly {
    readonly name: string;
    readonly keyPath: string;
    readonly indexes: readonly { readonly name: string; readonly keyPath: string | readonly string[] }[];
    readonly records: readonly unknown[];
  }[];
}

/** Dumps the page's database. */
export function dumpDatabase(page: Page): Promise<DatabaseDump> {
  return page.evaluate(async () => {
    const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('refused')));
      });
    const base64 = (buffer: ArrayBuffer): string =>
      btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(''));
    const plain = (value: unknown): unknown => {
      if (value instanceof Float32Array) return { float32: base64(value.slice().buffer) };
      if (value instanceof Float64Array) return { float64: base64(value.slice().buffer) };
      if (Array.isArray(value)) return value.map(plain);
      if (typeof value === 'object' && value !== null) {
        const entries = Object.entries(value).filter(([, part]) => part !== undefined);
        return Object.fromEntries(entries.map(([key, part]) => [key, plain(part)]));
      }
      return value;
    };
    const database = await settled(indexedDB.open('loglog'));
    const transaction = database.transaction(database.objectStoreNames);
    const stores = await Promise.all(
      Array.from(database.objectStoreNames, async (name) => {
        const store = transaction.objectStore(name);
        const records = await settled(store.getAll() as IDBRequest<unknown[]>);
        const indexes = Array.from(store.indexNames, (index) => {
          const { keyPath } = store.index(index);
          return { name: index, keyPath: keyPath };
        });
        return { name, keyPath: String(store.keyPath), indexes, records: records.map(plain) };
      }),
    );
    const { version } = database;
    database.close();
    return { version, stores };
  });
}

/** Creates the page's database from a dump; the page must have none. */
export function restoreDatabase(page: Page, dump: DatabaseDump): Promise<void> {
  return page.evaluate(async (text) => {
    const { version, stores } = JSON.parse(text) as DatabaseDump;
    const bytes = (packed: string): ArrayBuffer =>
      Uint8Array.from(atob(packed), (c) => c.charCodeAt(0)).buffer;
    const real = (value: unknown): unknown => {
      if (typeof value !== 'object' || value === null) return value;
      if (Array.isArray(value)) return value.map(real);
      const record: Record<string, unknown> = { ...value };
      if (typeof record['float32'] === 'string') return new Float32Array(bytes(record['float32']));
      if (typeof record['float64'] === 'string') return new Float64Array(bytes(record['float64']));
      return Object.fromEntries(Object.entries(record).map(([key, part]) => [key, real(part)]));
    };
    await new Promise<void>((resolve, reject) => {
      const opening = indexedDB.open('loglog', version);
      opening.addEventListener('error', () => reject(opening.error ?? new Error('refused')));
      opening.addEventListener('upgradeneeded', () => {
        for (const { name, keyPath, indexes, records } of stores) {
          const store = opening.result.createObjectStore(name, { keyPath });
          for (const index of indexes) store.createIndex(index.name, index.keyPath as string | string[]);
          for (const record of records) store.put(real(record));
        }
      });
      opening.addEventListener('success', () => (opening.result.close(), resolve()));
    });
  }, JSON.stringify(dump));
}
