import { Memory } from '../src/engine/gpu/memory.ts';
import { LossReader } from '../src/engine/training/loss-reader.ts';
import { prepareRun } from '../src/engine/run/training-run.ts';
import type { ModelShape } from '../src/engine/trainer.ts';
import { benchJob } from './bench-job.ts';
import { BATCH } from './bench-shapes.ts';
import { EVERY } from './loss-spacing.ts';
import type { BenchGpu } from './open-gpu.ts';
import { submitProgram } from './submit-program.ts';

/**
 * Losses after 0, 10, 20 … steps on the same windows, nats per token, with the timed kernels. They fall, and an error in
 * any part of a step changes them.
 */
export async function firstLosses(gpu: BenchGpu, shape: ModelShape, count: number): Promise<number[]> {
  const memory = new Memory(gpu.device);
  const job = benchJob(shape, { windows: BATCH });
  const run = await prepareRun(await gpu.tuned(job), memory, job);
  const steps = EVERY * (count - 1) + 1;
  await submitProgram(gpu.device, run.step, steps);
  const { losses } = await new LossReader(run).read(steps);
  memory.destroy();
  return [...losses].filter((_, step) => step % EVERY === 0);
}
