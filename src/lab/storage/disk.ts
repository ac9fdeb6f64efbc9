import { Archive } from './archive.ts';
import { TabLock } from './tab-lock.ts';

/** Where experiments are kept, and the right to write there. */
export interface Disk {
  /** Rejects where the browser keeps nothing. */
  open(): Promise<Archive>;
  /** Asks the browser not to clear it away; may never be answered, and is nothing to wait for. */
  askToStay(): void;
  tabLock: Pick<TabLock, 'acquire' | 'announce' | 'onWrite'>;
}

/** This browser's. */
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
