import type { TabLock } from '../storage/disk.ts';

const NAME = 'loglog';

/** The lock of the one tab that trains and writes. The other tabs of the page show what it has saved. */
export class BrowserTabLock implements TabLock {
  readonly #channel = new BroadcastChannel(NAME);

  /**
   * Asks for the lock. A tab holds it until the tab is closed. A browser does not freeze a hidden tab that holds a lock.
   * @param later called if this tab gets the lock later, after another tab
   * @returns whether this tab gets it now; always true if the address is not secure, because such a page has no locks and
   * cannot train
   */
  acquire(later: () => void): Promise<boolean> {
    const locks: LockManager | undefined = navigator.locks;
    if (!locks) return Promise.resolve(true);
    return new Promise((resolve) => {
      void locks.request(NAME, { ifAvailable: true }, async (lock) => {
        resolve(lock !== null);
        if (lock !== null) await untilClosed();
        else void locks.request(NAME, () => (later(), untilClosed()));
      });
    });
  }

  announce(): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches only its own origin
    this.#channel.postMessage('written');
  }

  onWrite(seen: () => void): void {
    this.#channel.addEventListener('message', seen);
  }
}

function untilClosed(): Promise<never> {
  return new Promise(() => {});
}
