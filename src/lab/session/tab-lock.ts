import type { HandedTexts, TabLock, TabMessage } from '../storage/disk.ts';

const NAME = 'loglog';

const KINDS: readonly string[] = ['written', 'who', 'idle', 'trains', 'give'] satisfies TabMessage[];

/** The lock of the one tab that trains and writes. The other tabs of the page show what it has saved. */
export class BrowserTabLock implements TabLock {
  readonly #channel = new BroadcastChannel(NAME);
  /** Undefined over plain http. */
  readonly #locks: LockManager | undefined = navigator.locks;
  #later = (): void => {};
  /** Lets go of the lock; undefined while another tab has it. */
  #letGo: (() => void) | undefined;
  /** Ends the wait for the lock. */
  #waiting = new AbortController();

  /**
   * Asks for the lock. A tab holds it until it is closed or lets go. A browser does not freeze a hidden tab that holds a
   * lock.
   * @param later called whenever this tab gets the lock after another tab
   * @returns whether this tab gets it now; always true if the address is not secure, because such a page has no locks and
   * cannot train
   */
  acquire(later: () => void): Promise<boolean> {
    this.#later = later;
    const locks = this.#locks;
    if (!locks) return Promise.resolve(true);
    return new Promise((resolve) => {
      void locks.request(NAME, { ifAvailable: true }, async (lock) => {
        resolve(lock !== null);
        if (lock !== null) return this.#hold();
        this.#wait();
        return undefined;
      });
    });
  }

  release(): void {
    const letGo = this.#letGo;
    if (letGo === undefined) return;
    this.#letGo = undefined;
    letGo();
    this.#wait();
  }

  yieldTurn(): void {
    if (this.#letGo !== undefined) return;
    this.#waiting.abort();
    this.#wait();
  }

  send(message: TabMessage): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches only its own origin
    this.#channel.postMessage(message);
  }

  onMessage(heard: (message: TabMessage) => void): void {
    this.#channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (isMessage(data)) heard(data);
    });
  }

  /** Waits for the lock behind the tabs that wait already. */
  #wait(): void {
    this.#waiting = new AbortController();
    const { signal } = this.#waiting;
    this.#locks
      ?.request(NAME, { signal }, () => {
        this.#later();
        return this.#hold();
      })
      .catch(() => {
        // The wait was ended on purpose.
      });
  }

  #hold(): Promise<void> {
    return new Promise((resolve) => (this.#letGo = resolve));
  }
}

function isMessage(data: unknown): data is TabMessage {
  return typeof data === 'string' ? KINDS.includes(data) : areTexts(data);
}

function areTexts(data: unknown): data is HandedTexts {
  if (typeof data !== 'object' || data === null || !('texts' in data) || !Array.isArray(data.texts))
    return false;
  return data.texts.every(
    (item: unknown) =>
      typeof item === 'object' &&
      item !== null &&
      'from' in item &&
      typeof item.from === 'string' &&
      'text' in item &&
      typeof item.text === 'string',
  );
}
