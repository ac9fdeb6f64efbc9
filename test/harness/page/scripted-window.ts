// Replaces the address of a window and its history. Has no page, and tells a change at once instead of later.
interface Entry {
  hash: string;
  state: unknown;
}

/** A window whose person goes back, forward and to links. */
export class ScriptedWindow {
  readonly location: Location;
  readonly history: History;
  #entries: Entry[];
  #at = 0;
  readonly #listeners: (() => void)[] = [];

  constructor(hash = '') {
    this.#entries = [{ hash, state: null }];
    const entry = (): Entry => this.#entries[this.#at] ?? { hash: '', state: null };
    this.location = {
      pathname: '/loglog/',
      search: '',
      get hash() {
        return entry().hash;
      },
    } as Location;
    this.history = {
      get state() {
        return entry().state;
      },
      pushState: (state: unknown, _: string, address: string) => this.#push(hashOf(address), state),
      replaceState: (state: unknown, _: string, address: string) => {
        this.#entries[this.#at] = { hash: hashOf(address), state: structuredClone(state) };
      },
    } as History;
  }

  readonly addEventListener = ((_: string, listener: () => void) => {
    this.#listeners.push(listener);
  }) as Window['addEventListener'];

  get length(): number {
    return this.#entries.length;
  }

  /** Back if negative, else forward. */
  go(by: number): void {
    const at = this.#at + by;
    if (at < 0 || at >= this.#entries.length) return;
    this.#at = at;
    this.#tell();
  }

  /** The person changes the fragment, or follows a link to another one. */
  follow(hash: string): void {
    this.#push(hash, null);
    this.#tell();
  }

  /** The same tab, loaded again: its history stays. */
  reloaded(): ScriptedWindow {
    const next = new ScriptedWindow();
    next.#entries = this.#entries;
    next.#at = this.#at;
    return next;
  }

  #push(hash: string, state: unknown): void {
    this.#entries.splice(this.#at + 1);
    this.#entries.push({ hash, state: structuredClone(state) });
    this.#at += 1;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function hashOf(address: string): string {
  return address.includes('#') ? address.slice(address.indexOf('#')) : '';
}
