import { Archive } from './archive.ts';
import { TabLock } from './tab-lock.ts';

/** Where experiments are saved, and the lock of the tab that writes there. */
export interface Disk {
  /** Rejects if the browser has no storage for this page. */
  open(): Promise<Archive>;
  /** Asks the browser not to delete saved data by itself. The browser may never answer, so nobody waits for it. */
  askToStay(): void;
  tabLock: Pick<TabLock, 'acquire' | 'announce' | 'onWrite'>;
}

/** The disk of this browser. */
export function browserDisk(): Disk {
  return {
    open: () => Archive.open(),
    askToStay() {
      const storage: StorageManager | undefined = navigator.storage;
      storage?.persist().catch(() => {});
    },
    tabLock: new TabLock(),
  };
}
