/** What is still to be done, and how long it is expected to take. */
export class Outlook {
  private readonly left = new Map<string, number>();
  private spent = 0;
  private furthest = 0;

  /** Adds work, or replaces the expectation of work that was added before. */
  expect(work: string, seconds: number): void {
    this.left.set(work, seconds);
  }

  /** Work that was done, or that nobody does, with the seconds that it took. */
  done(work: string, seconds = 0): void {
    this.left.delete(work);
    this.spent += seconds;
  }

  get secondsLeft(): number {
    return [...this.left.values()].reduce((sum, seconds) => sum + seconds, 0);
  }

  /** From 0 to 1. It never falls, also if more is expected than before. */
  get share(): number {
    const whole = this.spent + this.secondsLeft;
    this.furthest = Math.max(this.furthest, whole > 0 ? this.spent / whole : 0);
    return this.furthest;
  }
}
