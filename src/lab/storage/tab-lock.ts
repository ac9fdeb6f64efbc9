const NAME = 'loglog';

/** The place of the one tab that trains and writes; the other tabs of the page watch it. */
export class TabLock {
  readonly #channel = new BroadcastChannel(NAME);

  /**
   * Asks for the place, which a tab that has it keeps until it is closed. Holding it also keeps a hidden tab from being
   * frozen.
   * @param later called when the place has come to this tab after others
   * @returns whether it is this tab's at once; always where the address is not secure, which has no locks and trains nothing
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

  /** Tells the tabs that watch that there is more on disk. */
  announce(): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin alone
    this.#channel.postMessage('written');
  }

  /** Calls `seen` whenever the tab that writes has written. */
  onWrite(seen: () => void): void {
    this.#channel.addEventListener('message', seen);
  }
}

function untilClosed(): Promise<never> {
  return new Promise(() => {});
}
