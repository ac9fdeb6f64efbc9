import { Memory } from '../src/engine/gpu/memory.ts';
import { StateReader } from '../src/engine/training/state-reader.ts';
import { prepareRun } from '../src/engine/run/training-run.ts';
import type { ModelShape } from '../src/engine/trainer.ts';
import { benchJob } from './bench-job.ts';
import { median } from './median.ts';
import type { BenchGpu } from './open-gpu.ts';
import { submitProgram } from './submit-program.ts';

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
export async function timeCheckpoints(gpu: BenchGpu, shape: ModelShape): Promise<CheckpointTimes> {
  const memory = new Memory(gpu.device);
  const job = benchJob(shape);
  const run = await prepareRun(await gpu.tuned(job), memory, job);
  const state = new StateReader(run);
  const times: number[] = [];
  let bytes = 0;
  for (let i = 0; i < CHECKPOINTS; i++) {
    await submitProgram(gpu.device, run.step, 1);
    const begun = performance.now();
    const { parameters, moments } = await state.read();
    times.push(performance.now() - begun);
    bytes = parameters.byteLength + moments.byteLength;
  }
  memory.destroy();
  const { width, layers } = shape;
  return { width, layers, bytes, median: median(times), largest: Math.max(...times) };
}
