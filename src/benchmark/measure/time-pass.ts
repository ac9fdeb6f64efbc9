import { Memory } from '../../engine/gpu/memory.ts';
import type { Job } from '../../engine/run/job.ts';
import type { Tuned } from '../../engine/tuning/autotune.ts';
import { prepareTuned, type BenchmarkGpu } from '../device/open-gpu.ts';
import { submitProgram } from '../device/submit-program.ts';
import { STANDARD } from '../standard/standard.ts';
import { stepsLasting, warmUp } from './warm-up.ts';

/** The samples of one pass of an entry. */
export interface Pass {
  warmUpSteps: number;
  stepsPerSample: number;
  /** Milliseconds per step of each sample. */
  samples: number[];
}

/**
 * Times the steps of a job with these kernels, after a warm-up.
 *
 * @param stepsPerSample by default as many as last as long as the standard demands
 * @throws if the device has no memory for the run, or the benchmark is to end
 */
export async function timePass(
  gpu: BenchmarkGpu,
  job: Job,
  kernels: Tuned,
  stepsPerSample?: number,
): Promise<Pass> {
  const memory = new Memory(gpu.device);
  try {
    const { step } = await prepareTuned(gpu, memory, job, kernels);
    const submit = (steps: number): Promise<number> => submitProgram(gpu, step, steps);
    const warm = await warmUp(submit);
    const { inPass, milliseconds } = STANDARD.samples;
    const steps = stepsPerSample ?? stepsLasting(milliseconds, warm.millisecondsPerStep);
    const samples: number[] = [];
    while (samples.length < inPass) samples.push((await submit(steps)) / steps);
    return { warmUpSteps: warm.steps, stepsPerSample: steps, samples };
  } finally {
    memory.destroy();
  }
}
