import { Memory } from '../../engine/gpu/memory.ts';
import type { Job } from '../../engine/run/job.ts';
import { LossReader } from '../../engine/training/loss-reader.ts';
import { Submitter } from '../../engine/training/submitter.ts';
import type { Tuned } from '../../engine/tuning/autotune.ts';
import { prepareTuned, type BenchmarkGpu } from '../device/open-gpu.ts';

/** What a few steps on the same windows show. */
export interface Checked {
  /** After each of the asked steps, `[steps, R]`, nats per token. */
  losses: number[];
  millisecondsPerStep: number;
  dispatchesPerStep: number;
  /** GPU memory of the run. */
  bytesHeld: number;
}

/** A step takes longer than it may. */
export class TooSlow extends Error {}

/** The first step also compiles and clears memory, so the time is judged after this many. */
const JUDGED_STEPS = 2;

/**
 * Losses after so many steps of a job, with these kernels. The job trains every step on the same windows, so its losses
 * fall, and an error in any part of a step changes them, except one that only scales the gradients of a tensor: AdamW
 * divides them by their size. Long steps are submitted in parts.
 *
 * @throws TooSlow if a step takes longer than `mostMilliseconds`
 * @throws if the device has no memory for the run, or the benchmark is to end
 */
export async function checkLosses(
  gpu: BenchmarkGpu,
  job: Job,
  kernels: Pick<Tuned, 'plain' | 'tuning'>,
  { steps, mostMilliseconds = Infinity }: { steps: readonly number[]; mostMilliseconds?: number },
): Promise<Checked> {
  const memory = new Memory(gpu.device);
  try {
    const run = await prepareTuned(gpu, memory, job, kernels);
    const count = Math.max(...steps) + 1;
    const submitter = new Submitter(gpu.device, run.step, count);
    for (let done = 0; done < count;) {
      gpu.ending.check();
      done += await submitter.submit(count - done);
      if (done >= JUDGED_STEPS && submitter.activeMilliseconds > done * mostMilliseconds) throw new TooSlow();
    }
    await submitter.drain();
    const read = await new LossReader(run).read(count);
    const { bytesHeld } = memory;
    return {
      losses: steps.flatMap((step) => [...read.losses.subarray(step * run.lanes, (step + 1) * run.lanes)]),
      millisecondsPerStep: submitter.activeMilliseconds / count,
      dispatchesPerStep: run.step.length,
      bytesHeld,
    };
  } finally {
    memory.destroy();
  }
}
