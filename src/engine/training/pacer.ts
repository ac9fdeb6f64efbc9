/**
 * Target upper bound for one submit; the lower bound is half of it. Long enough to hide submit overhead, short enough to
 * keep the screen responsive.
 */
const LONGEST_MILLISECONDS = 90;

/** Shorter submits count as this long, because the clock may not advance while one runs. */
const LEAST_MILLISECONDS = 0.01;

/**
 * Decides how much of a program's endless repetition one submit contains: as many whole repetitions as fit, or a part
 * of one if it does not fit. Parts take about the same time. The pacer estimates the time of each dispatch from the
 * submits that contained it.
 */
export class Pacer {
  /** Milliseconds of each dispatch. The first estimate is so long that the first submit contains a single dispatch. */
  private readonly costs: Float64Array;
  /** Dispatches from the first on that were part of a submit. */
  private known = 0;

  /** For a program of `length` dispatches. */
  constructor(private readonly length: number) {
    this.costs = new Float64Array(length).fill(LONGEST_MILLISECONDS);
  }

  /**
   * The end, exclusive, of a submit that starts with dispatch `from` of the first repetition. It contains at most
   * `most` repetitions, and never a part of one after a whole one.
   */
  end(from: number, most: number): number {
    const whole = Math.floor(LONGEST_MILLISECONDS / this.cost(0, this.length));
    return from === 0 && whole > 0 ? Math.min(whole, most) * this.length : this.cut(from);
  }

  /**
   * Learns that a submit of these dispatches took `milliseconds`. Estimates grow at once but fall at most by half,
   * because a clock or a promise may be wrong. Dispatches that no submit has contained yet get the same factor.
   */
  took(from: number, to: number, milliseconds: number): void {
    const end = Math.min(to, this.length);
    const expected = this.cost(from, end) * Math.max(1, to / this.length);
    const factor = Math.max(0.5, Math.max(milliseconds, LEAST_MILLISECONDS) / expected);
    const last = this.known < this.length ? this.length : end;
    for (let i = from; i < last; i++) this.costs[i] *= factor;
    this.known = Math.max(this.known, end);
  }

  /** The end of a part of a repetition, chosen so that the rest from `from` on divides into even parts. */
  private cut(from: number): number {
    const left = this.cost(from, this.length);
    const part = left / Math.ceil(left / LONGEST_MILLISECONDS);
    let to = from + 1;
    let taken = this.costs[from];
    while (to < this.length && taken + this.costs[to] / 2 < part) taken += this.costs[to++];
    return to;
  }

  private cost(from: number, to: number): number {
    let milliseconds = 0;
    for (let i = from; i < to; i++) milliseconds += this.costs[i];
    return milliseconds;
  }
}
