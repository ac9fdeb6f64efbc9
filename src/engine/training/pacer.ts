/** Work aimed at for one submit: long enough to hide its cost, short enough to leave the screen its share. */
const TARGET_MILLISECONDS = 75;

/** Finds how many steps make one submit, from how long the last ones took. */
export class Pacer {
  private count = 1;

  constructor(private readonly most: number) {}

  /** Steps for the next submit. */
  get steps(): number {
    return this.count;
  }

  /** A submit of `steps` took `milliseconds`; the count at most doubles, and falls at once. */
  took(steps: number, milliseconds: number): void {
    const fitting = Math.floor((steps * TARGET_MILLISECONDS) / Math.max(milliseconds, 0.01));
    this.count = Math.max(1, Math.min(fitting, this.count * 2, this.most));
  }
}
