import { Memory } from '../src/engine/gpu/memory.ts';
import { StateReader } from '../src/engine/training/state-reader.ts';
import type { ModelShape } from '../src/engine/trainer.ts';
import { median } from '../src/benchmark/stats/median.ts';
import { prepareTuned, type BenchmarkGpu } from '../src/benchmark/device/open-gpu.ts';
import { submitProgram } from '../src/benchmark/device/submit-program.ts';
import { trainingJob } from '../src/benchmark/device/training-job.ts';

const CHECKPOINTS = 15;

/** The time of a checkpoint, in milliseconds. */
export interface CheckpointTimes {
  width: number;
  layers: number;
  /** Bytes of weights and both moments. */
  bytes: number;
  median: number;
  largest: number;
}

/**
 * Times checkpoints on an idle device, from the request to the result: the copy on the GPU, the callback, and the copy out
 * of its memory. Training keeps two submits in flight at that time, so it is delayed by at most this time.
 */
export async function timeCheckpoints(gpu: BenchmarkGpu, shape: ModelShape): Promise<CheckpointTimes> {
  const memory = new Memory(gpu.device);
  const job = trainingJob(shape);
  const run = await prepareTuned(gpu, memory, job, await gpu.chooseKernels(job));
  const state = new StateReader(run);
  const times: number[] = [];
  let bytes = 0;
  for (let i = 0; i < CHECKPOINTS; i++) {
    await submitProgram(gpu, run.step, 1);
    const begun = performance.now();
    const { parameters, moments } = await state.read();
    times.push(performance.now() - begun);
    bytes = parameters.byteLength + moments.byteLength;
  }
  memory.destroy();
  const { width, layers } = shape;
  return { width, layers, bytes, median: median(times), largest: Math.max(...times) };
}
