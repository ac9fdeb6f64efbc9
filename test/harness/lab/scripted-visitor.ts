// A person before the page, who acts when the test says so.
import type { Visitor } from '../../../src/lab/session/before-start/visitor.ts';

export class ScriptedVisitor implements Visitor {
  /** Whether they want no surprise. */
  calm = false;
  readonly #heard = new Set<() => void>();
  #seen: Promise<void> = Promise.resolve();
  #look: () => void = () => {};

  async wantsCalm(): Promise<boolean> {
    return this.calm;
  }

  sees(): Promise<void> {
    return this.#seen;
  }

  onAction(listener: () => void): () => void {
    this.#heard.add(listener);
    return () => this.#heard.delete(listener);
  }

  /** The number of parts of the page that still wait for an action. */
  get listeners(): number {
    return this.#heard.size;
  }

  /** Clicks, presses a key, scrolls or touches. */
  act(): void {
    for (const listener of this.#heard) listener();
  }

  /** Has the page in a tab that is not shown. */
  hides(): void {
    this.#seen = new Promise((resolve) => (this.#look = resolve));
  }

  looks(): void {
    this.#look();
  }
}
