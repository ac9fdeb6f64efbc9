import type { Archive } from './archive.ts';

/** The browser's estimate of the bytes that this page uses and may use. */
export interface StorageUse {
  readonly usage: number;
  readonly quota: number;
}

/**
 * What tabs of the page say to each other: something was `written` to disk; `who` has the lock; that tab is `idle` or
 * `trains`; `give` the lock to the tab that asks.
 */
export type TabMessage = 'written' | 'who' | 'idle' | 'trains' | 'give' | HandedTexts;

/** Texts with results of pupils, for the tab that has the lock. */
export interface HandedTexts {
  readonly texts: readonly { readonly from: string; readonly text: string }[];
}

/** Decides which tab may write. */
export interface TabLock {
  /**
   * @param later called whenever this tab gets the lock after another tab
   * @returns whether this tab gets it now
   */
  acquire(later: () => void): Promise<boolean>;
  /** Lets another tab have the lock, and waits for it in turn. */
  release(): void;
  /** Lets every other tab that waits for the lock have it first. */
  yieldTurn(): void;
  send(message: TabMessage): void;
  /** Calls `heard` whenever another tab sends something. */
  onMessage(heard: (message: TabMessage) => void): void;
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
