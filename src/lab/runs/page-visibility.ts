/** A speed is a mean over at most this time (`engine/training/speed.ts`), so an earlier one includes hidden time. */
const SPEED_MILLISECONDS = 2_000;

/** Whether the page is visible. A browser may slow down a hidden page. */
export class PageVisibility {
  #hidden = false;
  #shown = -Infinity;

  get hidden(): boolean {
    return this.#hidden;
  }

  setHidden(hidden: boolean): void {
    if (this.#hidden && !hidden) this.#shown = performance.now();
    this.#hidden = hidden;
  }

  /** Whether it has been visible for as long as a speed is measured. */
  get settled(): boolean {
    return !this.#hidden && performance.now() - this.#shown >= SPEED_MILLISECONDS;
  }
}
