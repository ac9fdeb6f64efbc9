/** Time between two readings of the clocks while nothing else happens. */
const BEAT_MILLISECONDS = 250;

/** Longer than any running thread waits for its turn, even on a busy machine. */
const GAP_MILLISECONDS = 3_000;

/** Both in milliseconds. */
export interface Clocks {
  /** The thread's clock; a computer's sleep may stop it. */
  now(): number;
  /** The time of day; sleep never stops it. */
  wall(): number;
}

/** A time, and the gaps before it. */
export interface Moment {
  /** Milliseconds, by the thread's clock. */
  time: number;
  gaps: number;
  /** Milliseconds of the thread's clock that passed in these gaps. */
  lost: number;
}

const CLOCKS: Clocks = { now: () => performance.now(), wall: () => Date.now() };

/**
 * Finds gaps in which this thread did not run, because the computer slept, the page was frozen, or a debugger stopped it. A
 * duration that contains a gap is meaningless.
 */
export class GapWatch {
  private gaps = 0;
  private lost = 0;
  private last: { now: number; wall: number };
  private beat: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly clocks = CLOCKS) {
    this.last = this.read();
  }

  /** Starts to read the clocks regularly. */
  start(): void {
    this.last = this.read();
    this.beat ??= setInterval(() => this.look(), BEAT_MILLISECONDS);
  }

  end(): void {
    clearInterval(this.beat);
    this.beat = undefined;
  }

  /** Reads the clocks; the call shows that the thread runs now. */
  look(): Moment {
    const { now, wall } = this.read();
    const passed = now - this.last.now;
    const slept = wall - this.last.wall - passed;
    this.last = { now, wall };
    if (passed > GAP_MILLISECONDS || slept > GAP_MILLISECONDS) this.gaps += 1;
    if (passed > GAP_MILLISECONDS) this.lost += passed;
    return { time: now, gaps: this.gaps, lost: this.lost };
  }

  private read(): { now: number; wall: number } {
    return { now: this.clocks.now(), wall: this.clocks.wall() };
  }
}
