/** How often a look is taken at the clocks while nothing else happens. */
const BEAT_MILLISECONDS = 250;

/** A thread that runs, on a machine however busy, comes to its turn in less. */
const GAP_MILLISECONDS = 3_000;

/** Both in milliseconds. */
export interface Clocks {
  /** Of the thread; a computer's sleep may stop it. */
  now(): number;
  /** Of the day; sleep never stops it. */
  wall(): number;
}

/** A time, with the gaps until then. */
export interface Moment {
  /** Milliseconds, by the thread's clock. */
  time: number;
  gaps: number;
  /** Milliseconds of the thread's clock that passed in them. */
  lost: number;
}

const CLOCKS: Clocks = { now: () => performance.now(), wall: () => Date.now() };

/**
 * Finds gaps, in which this thread did not come to its turn: the computer slept, the page was frozen, a debugger held it.
 * What is timed across one says nothing.
 */
export class GapWatch {
  private gaps = 0;
  private lost = 0;
  private last: { now: number; wall: number };
  private beat: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly clocks = CLOCKS) {
    this.last = this.read();
  }

  /** Looks at the clocks from now on, by itself too. */
  start(): void {
    this.last = this.read();
    this.beat ??= setInterval(() => this.look(), BEAT_MILLISECONDS);
  }

  end(): void {
    clearInterval(this.beat);
    this.beat = undefined;
  }

  /** The thread has come to its turn. */
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
