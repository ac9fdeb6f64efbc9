import { Memory } from '../src/engine/gpu/memory.ts';
import { StateReader } from '../src/engine/training/state-reader.ts';
import { Submitter } from '../src/engine/training/submitter.ts';
import { prepareRun } from '../src/engine/training/training-run.ts';
import type { ModelShape } from '../src/engine/trainer.ts';
import { benchJob } from './bench-job.ts';
import { median } from './median.ts';
import type { BenchGpu } from './open-gpu.ts';

/** Submits between two checkpoints: enough for what a checkpoint holds up to be made good. */
const BETWEEN = 6;

const CHECKPOINTS = 11;

/** Steps of one submit at most. */
const MOST_STEPS = 128;

/** What training loses by a checkpoint, in milliseconds. */
export interface CheckpointTimes {
  width: number;
  layers: number;
  /** Of weights and both moments. */
  bytes: number;
  median: number;
  largest: number;
}

/**
 * Trains as a run does, two submits in flight, and takes checkpoints now and then. A checkpoint holds training up for as
 * long as the steps after it last longer in all than as many others do.
 */
export async function timeCheckpoints(gpu: BenchGpu, shape: ModelShape): Promise<CheckpointTimes> {
  const memory = new Memory(gpu.device);
  const job = benchJob(shape);
  const run = await prepareRun(await gpu.tuned(job), memory, job);
  const state = new StateReader(run);
  const submitter = new Submitter(gpu.device, run.step, MOST_STEPS);
  const train = async (): Promise<{ steps: number; milliseconds: number }> => {
    const begun = performance.now();
    let steps = 0;
    for (let i = 0; i < BETWEEN || !submitter.whole; i++) steps += await submitter.submit(MOST_STEPS);
    return { steps, milliseconds: performance.now() - begun };
  };
  // The pacer finds how much a submit holds.
  for (let i = 0; i < 5; i++) await train();
  const losses: number[] = [];
  let bytes = 0;
  for (let i = 0; i < CHECKPOINTS; i++) {
    const before = await train();
    const reading = state.read();
    const during = await train();
    const { parameters, moments } = await reading;
    bytes = parameters.byteLength + moments.byteLength;
    const after = await train();
    const usual = (before.milliseconds + after.milliseconds) / (before.steps + after.steps);
    losses.push(during.milliseconds - during.steps * usual);
  }
  await submitter.drain();
  memory.destroy();
  const { width, layers } = shape;
  return { width, layers, bytes, median: median(losses), largest: Math.max(...losses) };
}
