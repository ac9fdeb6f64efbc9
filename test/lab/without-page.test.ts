import { expect, test } from 'vitest';

const MODULES = import.meta.glob('../../src/lab/{plan,files,runs,storage,estimate}/*.ts');

test('no module of plans, files, runs, storage and estimates reads the page when it is imported', async () => {
  const read: string[] = [];
  for (const name of ['document', 'navigator', 'window']) {
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get: () => void read.push(name),
    });
  }
  for (const load of Object.values(MODULES)) await load();
  expect(Object.keys(MODULES).length).toBeGreaterThan(50);
  expect(read).toEqual([]);
});
