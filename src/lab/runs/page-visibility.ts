/** A speed is a mean over so long at most (`engine/training/speed.ts`): one told sooner after a return is of both. */
const SPEED_MILLISECONDS = 2_000;

/** Whether the page is seen. A browser may give a hidden one less of the machine. */
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

  /** Whether it has been seen for as long as a speed is measured. */
  get settled(): boolean {
    return !this.#hidden && performance.now() - this.#shown >= SPEED_MILLISECONDS;
  }
}
