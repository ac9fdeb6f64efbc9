// Replaces the lock and the channel that tabs share. Has no page, no storage and no clock.
import { vi } from 'vitest';

type Granted = (lock: object | null) => Promise<unknown>;

/** What a tab says to the others. */
type Hear = (event: { data: unknown }) => void;

/** The parts of a browser that the tabs of a page share: one lock with a name, and a channel. */
export class ScriptedBrowser {
  #holder: number | undefined;
  #queue: { tab: number; granted: Granted }[] = [];
  #listeners: { tab: number; hear: Hear }[] = [];

  /** The tab that has the lock. */
  get holder(): number | undefined {
    return this.#holder;
  }

  /** From now on, everything is created in this tab. */
  enter(tab: number): void {
    const request = async (_: string, how: LockOptions, granted: Granted): Promise<void> => {
      if (how.ifAvailable !== true) this.#ask(tab, granted, how.signal);
      else if (this.#holder === undefined) this.#grant(tab, granted);
      else void granted(null);
    };
    vi.stubGlobal('navigator', { locks: { request } });
    const listeners = this.#listeners;
    vi.stubGlobal(
      'BroadcastChannel',
      class {
        addEventListener(_: string, hear: Hear): void {
          listeners.push({ tab, hear });
        }

        postMessage(data: unknown): void {
          for (const listener of listeners) {
            if (listener.tab !== tab) queueMicrotask(() => listener.hear({ data }));
          }
        }
      },
    );
  }

  /** The tab is closed. */
  leave(tab: number): void {
    this.#queue = this.#queue.filter((asked) => asked.tab !== tab);
    const others = this.#listeners.filter((listener) => listener.tab !== tab);
    this.#listeners.splice(0, this.#listeners.length, ...others);
    this.#free(tab);
  }

  #free(tab: number): void {
    if (this.#holder !== tab) return;
    this.#holder = undefined;
    const next = this.#queue.shift();
    if (next !== undefined) this.#grant(next.tab, next.granted);
  }

  #ask(tab: number, granted: Granted, signal: AbortSignal | undefined): void {
    if (this.#holder === undefined) return this.#grant(tab, granted);
    const asked = { tab, granted };
    this.#queue.push(asked);
    signal?.addEventListener('abort', () => (this.#queue = this.#queue.filter((one) => one !== asked)));
  }

  #grant(tab: number, granted: Granted): void {
    this.#holder = tab;
    queueMicrotask(() => void granted({}).then(() => this.#free(tab)));
  }
}
