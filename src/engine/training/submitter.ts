import { soon } from '../gpu/completion.ts';
import type { Program } from '../gpu/program.ts';
import type { Control } from './control.ts';
import { GapWatch, type Moment } from './gap-watch.ts';
import { Pacer } from './pacer.ts';

/** Submits in flight: one runs while the next waits, so that the GPU is never idle. */
const IN_FLIGHT = 2;

/** Submits a program repeatedly: several repetitions or a part of one per submit, one pass per submit, two in flight. */
export class Submitter {
  private readonly pending: Promise<void>[] = [];
  /** Dispatches submitted of a repetition that is not complete. */
  private dispatchesSubmitted = 0;
  private lastDone: Moment = { time: 0, gaps: 0, lost: 0 };
  private active = 0;
  private crossed = 0;

  /** At most `most` repetitions per submit. */
  constructor(
    private readonly device: GPUDevice,
    private readonly program: Program,
    private readonly most: number,
    private readonly pacer: Pick<Pacer, 'end' | 'took'> = new Pacer(program.length),
    private readonly watch = new GapWatch(),
  ) {}

  /** Milliseconds that submits have taken on the GPU, without idle time and gaps. */
  get activeMilliseconds(): number {
    return this.active;
  }

  /** Submits that contain a gap, so that their duration is not known. */
  get gaps(): number {
    return this.crossed;
  }

  /** Whether every started repetition is completely submitted. */
  get whole(): boolean {
    return this.dispatchesSubmitted === 0;
  }

  /** Whether `control` has stopped the work; settles when it is not paused. A started repetition is always completed. */
  async halted(control: Control): Promise<boolean> {
    if (!this.whole) return false;
    await control.whileGoing();
    return control.stopped;
  }

  /**
   * Submits as many of the `left` incomplete repetitions as fit, and settles when the queue has room. Returns the
   * number of repetitions that it completed.
   */
  async submit(left: number): Promise<number> {
    const { length } = this.program;
    const from = this.dispatchesSubmitted;
    const to = this.pacer.end(from, Math.min(left, this.most));
    const submitted = this.watch.look();
    this.send(from, to);
    const done = soon(this.device, this.device.queue.onSubmittedWorkDone());
    this.pending.push(done.then(() => this.done(from, to, submitted)));
    this.dispatchesSubmitted = to % length;
    if (this.pending.length >= IN_FLIGHT) await this.pending.shift();
    return Math.floor(to / length);
  }

  /** Settles when all submitted work is done. */
  async drain(): Promise<void> {
    await Promise.all(this.pending.splice(0));
  }

  private send(from: number, to: number): void {
    const encoder = this.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    this.program.record(pass, from, to);
    pass.end();
    this.device.queue.submit([encoder.finish()]);
  }

  /** Leaves gaps out of the time of a submit. The pacer does not learn from a submit with a gap. */
  private done(from: number, to: number, submitted: Moment): void {
    const now = this.watch.look();
    const begun = submitted.time > this.lastDone.time ? submitted : this.lastDone;
    this.lastDone = now;
    const milliseconds = now.time - begun.time - (now.lost - begun.lost);
    this.active += milliseconds;
    if (now.gaps > begun.gaps) this.crossed += 1;
    else this.pacer.took(from, to, milliseconds);
  }
}
