import type { Program } from '../gpu/program.ts';
import { Pacer } from './pacer.ts';

/** Submits that may be under way at once: one runs while the next waits, so that the GPU never idles. */
const IN_FLIGHT = 2;

/** Submits a program over and over: many times a submit, in one pass, two submits in flight. */
export class Submitter {
  private readonly pacer: Pacer;
  private readonly pending: Promise<void>[] = [];
  private lastDone = 0;
  private active = 0;

  constructor(
    private readonly device: GPUDevice,
    private readonly program: Program,
    most: number,
  ) {
    this.pacer = new Pacer(most);
  }

  /** Milliseconds that submits have taken on the GPU, idle time left out. */
  get activeMilliseconds(): number {
    return this.active;
  }

  /** Submits as many repetitions as fit, at most `left`, and settles when the queue has room; returns their number. */
  async submit(left: number): Promise<number> {
    const count = Math.min(this.pacer.steps, left);
    const encoder = this.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (let i = 0; i < count; i++) this.program.record(pass);
    pass.end();
    const submitted = performance.now();
    this.device.queue.submit([encoder.finish()]);
    this.pending.push(this.device.queue.onSubmittedWorkDone().then(() => this.done(count, submitted)));
    if (this.pending.length >= IN_FLIGHT) await this.pending.shift();
    return count;
  }

  /** Settles when all that was submitted is done. */
  async drain(): Promise<void> {
    await Promise.all(this.pending.splice(0));
  }

  private done(count: number, submitted: number): void {
    const now = performance.now();
    const milliseconds = now - Math.max(submitted, this.lastDone);
    this.lastDone = now;
    this.active += milliseconds;
    this.pacer.took(count, milliseconds);
  }
}
