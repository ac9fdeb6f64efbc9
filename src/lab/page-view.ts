/** A speed is a mean over so long at most (`engine/training/speed.ts`): one told sooner after a return is of both. */
const SPEED_MILLISECONDS = 2_000;

/** Whether the page is seen. A browser may give a hidden one less of the machine. */
export class PageView {
  #hidden = false;
  #shown = -Infinity;

  constructor(private readonly now: () => number = () => performance.now()) {}

  setHidden(hidden: boolean): void {
    if (this.#hidden && !hidden) this.#shown = this.now();
    this.#hidden = hidden;
  }

  /** Whether a speed told now was measured, in part at least, while nobody saw the page. */
  get falsifies(): boolean {
    return this.#hidden || this.now() - this.#shown < SPEED_MILLISECONDS;
  }
}
