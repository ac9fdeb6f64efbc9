import type { Archive } from './archive.ts';

/** The browser's estimate of the bytes that this page takes and may take. */
export interface StorageUse {
  readonly usage: number;
  readonly quota: number;
}

/** Decides which tab may write. */
export interface TabLock {
  /**
   * @param later called when this tab gets the lock after others
   * @returns whether this tab has the lock at once
   */
  acquire(later: () => void): Promise<boolean>;
  /** Tells the other tabs that there is more on disk. */
  announce(): void;
  /** Calls `seen` whenever the tab that holds the lock has written. */
  onWrite(seen: () => void): void;
}

/** Where experiments are saved, and the right to write there. */
export interface Disk {
  /** Rejects if nothing can be saved. */
  open(): Promise<Archive>;
  /** Asks for experiments not to be deleted when space runs short. Nothing waits for the answer. */
  askToStay(): void;
  /** Null where it is not known. */
  storageUse(): Promise<StorageUse | null>;
  readonly tabLock: TabLock;
}
