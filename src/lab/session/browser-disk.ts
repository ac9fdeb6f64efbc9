import { Archive } from '../storage/archive.ts';
import type { Disk, StorageUse } from '../storage/disk.ts';
import { BrowserTabLock } from './tab-lock.ts';

/** The disk of this browser. */
export function browserDisk(): Disk {
  return {
    open: () => Archive.open(),
    askToStay() {
      storage()
        ?.persist()
        .catch(() => {});
    },
    storageUse,
    tabLock: new BrowserTabLock(),
  };
}

async function storageUse(): Promise<StorageUse | null> {
  try {
    const { usage, quota } = (await storage()?.estimate()) ?? {};
    return usage === undefined || quota === undefined ? null : { usage, quota };
  } catch {
    return null;
  }
}

/** Undefined over plain http. */
function storage(): StorageManager | undefined {
  return navigator.storage;
}
