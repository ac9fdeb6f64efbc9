// Replaces the lock and the channel that tabs share. Has no page, no storage and no clock.
import { vi } from 'vitest';

type Granted = (lock: object | null) => Promise<unknown>;

/** The parts of a browser that the tabs of a page share: one lock with a name, and a channel. */
export class ScriptedBrowser {
  #holder: number | undefined;
  #queue: { tab: number; granted: Granted }[] = [];
  #listeners: { tab: number; hear: () => void }[] = [];

  /** The tab that has the lock. */
  get holder(): number | undefined {
    return this.#holder;
  }

  /** From now on, everything is created in this tab. */
  enter(tab: number): void {
    const request = (_: string, ...rest: [{ ifAvailable: boolean }, Granted] | [Granted]): void => {
      if (rest.length === 1) this.#ask(tab, rest[0]);
      else if (this.#holder === undefined) this.#grant(tab, rest[1]);
      else void rest[1](null);
    };
    vi.stubGlobal('navigator', { locks: { request } });
    const listeners = this.#listeners;
    vi.stubGlobal(
      'BroadcastChannel',
      class {
        addEventListener(_: string, hear: () => void): void {
          listeners.push({ tab, hear });
        }

        postMessage(): void {
          for (const listener of listeners) if (listener.tab !== tab) queueMicrotask(listener.hear);
        }
      },
    );
  }

  /** The tab is closed. */
  leave(tab: number): void {
    this.#queue = this.#queue.filter((asked) => asked.tab !== tab);
    const others = this.#listeners.filter((listener) => listener.tab !== tab);
    this.#listeners.splice(0, this.#listeners.length, ...others);
    if (this.#holder !== tab) return;
    this.#holder = undefined;
    const next = this.#queue.shift();
    if (next !== undefined) this.#grant(next.tab, next.granted);
  }

  #ask(tab: number, granted: Granted): void {
    if (this.#holder === undefined) this.#grant(tab, granted);
    else this.#queue.push({ tab, granted });
  }

  #grant(tab: number, granted: Granted): void {
    this.#holder = tab;
    queueMicrotask(() => void granted({}));
  }
}
