/** The longest submit aimed at, and twice the shortest: it hides its own cost, and leaves the screen its share. */
const LONGEST_MILLISECONDS = 90;

/** The clock may stand still while a short submit runs. */
const LEAST_MILLISECONDS = 0.01;

/**
 * Finds how much of a program's endless repetition makes one submit, from how long the last ones took: as many whole
 * repetitions as fit, or an even part of one that does not fit. Parts are even in time: what each dispatch takes is
 * learnt from the submits that it was in.
 */
export class Pacer {
  /** Milliseconds of each dispatch. The first submit is to hold a single one, since nothing is known of any. */
  private readonly costs: Float64Array;
  /** Dispatches that any submit has held, from the first on. */
  private known = 0;

  /** For a program of `length` dispatches. */
  constructor(private readonly length: number) {
    this.costs = new Float64Array(length).fill(LONGEST_MILLISECONDS);
  }

  /**
   * The dispatch before which a submit ends that starts with `from`, a dispatch of the first repetition: at most `most`
   * repetitions, and no part of a repetition after another.
   */
  end(from: number, most: number): number {
    const whole = Math.floor(LONGEST_MILLISECONDS / this.cost(0, this.length));
    return from === 0 && whole > 0 ? Math.min(whole, most) * this.length : this.cut(from);
  }

  /**
   * A submit of these dispatches took `milliseconds`. What they are taken to last at most halves, since a clock or a
   * promise may err, and grows at once; dispatches that no submit has held yet are taken to be like these.
   */
  took(from: number, to: number, milliseconds: number): void {
    const end = Math.min(to, this.length);
    const expected = this.cost(from, end) * Math.max(1, to / this.length);
    const factor = Math.max(0.5, Math.max(milliseconds, LEAST_MILLISECONDS) / expected);
    const last = this.known < this.length ? this.length : end;
    for (let i = from; i < last; i++) this.costs[i] *= factor;
    this.known = Math.max(this.known, end);
  }

  /** Ends a part of a repetition so that what is left of it, from `from` on, falls into even parts. */
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
