import type { Archive } from './archive.ts';

/** The browser's estimate of the bytes that this page uses and may use. */
export interface StorageUse {
  readonly usage: number;
  readonly quota: number;
}

/** Decides which tab may write. */
export interface TabLock {
  /**
   * @param later called if this tab gets the lock later, after another tab
   * @returns whether this tab gets it now
   */
  acquire(later: () => void): Promise<boolean>;
  /** Tells the other tabs that something was written to disk. */
  announce(): void;
  /** Calls `seen` whenever another tab has written. */
  onWrite(seen: () => void): void;
}

/** Where experiments are saved, and the lock of the tab that writes there. */
export interface Disk {
  /** Rejects if there is no storage for this page. */
  open(): Promise<Archive>;
  /** Asks the browser not to delete saved data by itself. Callers do not wait, because the browser may never answer. */
  askToStay(): void;
  /** Null if it is unknown. */
  storageUse(): Promise<StorageUse | null>;
  readonly tabLock: TabLock;
}
