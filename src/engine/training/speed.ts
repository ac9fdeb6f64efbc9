/** Speeds are means over about this time. */
const WINDOW_MILLISECONDS = 1_500;

/** Steps per second over the last second or so of active time. */
export class Speed {
  private readonly marks: { step: number; milliseconds: number }[];

  /** Starts to count after `step` steps, which took `milliseconds` of active time. */
  constructor(step: number, milliseconds: number) {
    this.marks = [{ step, milliseconds }];
  }

  /** After `step` steps, `milliseconds` of active time had passed. */
  mark(step: number, milliseconds: number): void {
    this.marks.push({ step, milliseconds });
    while (this.marks.length > 2 && milliseconds - this.marks[1].milliseconds > WINDOW_MILLISECONDS) {
      this.marks.shift();
    }
  }

  /** Discards the measurements, because the time since the last mark is not known, and starts to count again. */
  restart(step: number, milliseconds: number): void {
    this.marks.splice(0, this.marks.length, { step, milliseconds });
  }

  /** 0 if there is no measurement. */
  get stepsPerSecond(): number {
    const first = this.marks[0];
    const last = this.marks[this.marks.length - 1];
    const milliseconds = last.milliseconds - first.milliseconds;
    return milliseconds > 0 ? ((last.step - first.step) * 1000) / milliseconds : 0;
  }
}
