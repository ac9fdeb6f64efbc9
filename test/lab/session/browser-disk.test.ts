import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { browserDisk } from '../../../src/lab/session/browser-disk.ts';

beforeEach(() => vi.stubGlobal('BroadcastChannel', EventTarget));
afterEach(() => vi.unstubAllGlobals());

function storageIs(storage: Partial<StorageManager> | undefined): void {
  vi.stubGlobal('navigator', { storage });
}

test('the storage of the page is what the browser estimates', async () => {
  storageIs({ estimate: async () => ({ usage: 12, quota: 3000 }) });
  expect(await browserDisk().storageUse()).toEqual({ usage: 12, quota: 3000 });
});

test.each<[string, Partial<StorageManager> | undefined]>([
  ['has no storage', undefined],
  ['leaves out the quota', { estimate: async () => ({ usage: 12 }) }],
  ['refuses', { estimate: () => Promise.reject(new Error('denied')) }],
])('no storage is shown where the browser %s', async (_, storage) => {
  storageIs(storage);
  expect(await browserDisk().storageUse()).toBeNull();
});

test('experiments are saved also where the browser does not promise to keep them', async () => {
  storageIs(undefined);
  expect(() => browserDisk().askToStay()).not.toThrow();
  const persist = vi.fn<() => Promise<boolean>>(() => Promise.reject(new Error('denied')));
  storageIs({ persist });
  browserDisk().askToStay();
  await Promise.resolve();
  expect(persist).toHaveBeenCalledOnce();
});
