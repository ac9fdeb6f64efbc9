import { Memory } from '../src/engine/gpu/memory.ts';
import type { Program } from '../src/engine/gpu/program.ts';
import type { ModelShape } from '../src/engine/trainer.ts';
import { prepareTuned, type BenchmarkGpu } from '../src/benchmark/device/open-gpu.ts';
import { trainingJob } from '../src/benchmark/device/training-job.ts';
import { PassTimer } from './pass-timer.ts';

/** A dispatch is repeated until its pass lasts this long: browsers round timestamps to 0.1 ms. */
const PASS_MILLISECONDS = 20;
const MOST_REPETITIONS = 2_000;

/** Time of all dispatches of one kernel in a step. */
export interface KernelTime {
  /** `shader.entryPoint` */
  kernel: string;
  dispatchesPerStep: number;
  millisecondsPerStep: number;
}

export interface KernelTimes {
  width: number;
  layers: number;
  lanes: number;
  /** Slowest first. Each was timed alone, so it gains nothing from caches that an earlier kernel filled. */
  kernels: KernelTime[];
}

/** Times each dispatch of a training step of this shape; the device has `timestamp-query`. */
export async function timeKernels(gpu: BenchmarkGpu, shape: ModelShape, lanes: number): Promise<KernelTimes> {
  const memory = new Memory(gpu.device);
  const job = trainingJob(shape, { lanes });
  const { step } = await prepareTuned(gpu, memory, job, await gpu.chooseKernels(job));
  const timer = new PassTimer(gpu.device);
  const times = new Map<string, KernelTime>();
  for (const [index, kernel] of step.labels.entries()) {
    const known = times.get(kernel) ?? { kernel, dispatchesPerStep: 0, millisecondsPerStep: 0 };
    known.dispatchesPerStep += 1;
    known.millisecondsPerStep += await timeDispatch(timer, step, index);
    times.set(kernel, known);
  }
  timer.destroy();
  memory.destroy();
  const kernels = [...times.values()].toSorted((a, b) => b.millisecondsPerStep - a.millisecondsPerStep);
  return { width: shape.width, layers: shape.layers, lanes, kernels };
}

/** Milliseconds of the dispatch at `index`. A first run warms up and decides how many repetitions fill a pass. */
async function timeDispatch(timer: PassTimer, step: Program, index: number): Promise<number> {
  const repeat = (times: number): Promise<number> =>
    timer.time((pass) => {
      for (let i = 0; i < times; i++) step.record(pass, index, index + 1);
    });
  const once = await repeat(1);
  const repetitions = Math.min(MOST_REPETITIONS, Math.ceil(PASS_MILLISECONDS / Math.max(once, 0.01)));
  return (await repeat(repetitions)) / repetitions;
}
