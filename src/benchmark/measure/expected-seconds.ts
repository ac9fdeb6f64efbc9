import { flopsPerStep, type Entry } from '../standard/entries.ts';
import { STANDARD } from '../standard/standard.ts';

/** Milliseconds per step of the smallest entry, before any was measured. */
const SMALLEST_MILLISECONDS = { software: 70, hardware: 1 };

/** By measurement, the time of a step grows about so with its FLOPs, on CPUs and GPUs between these sizes. */
const EXPONENT = 0.75;

/** The choice of kernels, the compilation of two sets of them, and what is allocated. */
const CHOICE_SECONDS = 1.5;

/** What is allocated, and an upload of weights. */
const SETUP_SECONDS = 0.1;

/** So many times as long as allowed is far too slow, even if the expectation is wrong. */
const FAR = 2;

/** From the request for an adapter to the first loss. */
export const FIRST_LOSS_SECONDS = 2;
export const CEILINGS_SECONDS = 3;

/** Expects how long entries take, better with each one that was measured. */
export class ExpectedSeconds {
  /** Milliseconds per step, divided by the power of FLOPs. */
  private rate: number;

  constructor(software: boolean, smallest: Entry) {
    this.rate = (software ? SMALLEST_MILLISECONDS.software : SMALLEST_MILLISECONDS.hardware) / work(smallest);
  }

  /** Learns the time of a step of an entry; further entries are expected to take as long for their FLOPs. */
  learn(entry: Entry, millisecondsPerStep: number): void {
    this.rate = millisecondsPerStep / work(entry);
  }

  /** Seconds to choose an entry's kernels and to check its losses. */
  preparation(entry: Entry): number {
    return CHOICE_SECONDS + ((Math.max(...entry.lossSteps) + 1) * this.step(entry)) / 1000;
  }

  /** Seconds of one pass of an entry. */
  pass(entry: Entry): number {
    const step = this.step(entry);
    const { samples, warmUp } = STANDARD;
    const sample = Math.ceil(samples.milliseconds / step) * step;
    const block = Math.ceil(warmUp.blockMilliseconds / step) * step;
    return SETUP_SECONDS + (samples.inPass * sample + 2 * warmUp.blocks * block) / 1000;
  }

  /** Whether a step would take far longer than an entry that is not scored may take. */
  isFarTooSlow(entry: Entry): boolean {
    const most = STANDARD.mostMillisecondsPerUnscoredStep;
    return entry.referenceMilliseconds === undefined && this.step(entry) > FAR * most;
  }

  /** Milliseconds. */
  private step(entry: Entry): number {
    return this.rate * work(entry);
  }
}

function work(entry: Entry): number {
  return flopsPerStep(entry) ** EXPONENT;
}
