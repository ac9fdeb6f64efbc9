import { Memory } from '../src/engine/gpu/memory.ts';
import { LossReader } from '../src/engine/training/loss-reader.ts';
import { prepareRun } from '../src/engine/run/training-run.ts';
import type { AdapterReport, ModelShape } from '../src/engine/trainer.ts';
import { benchJob } from './bench-job.ts';
import { openGpu, type BenchGpu } from './open-gpu.ts';
import { submitProgram } from './submit-program.ts';

export interface FirstLoss {
  gpu: BenchGpu;
  adapter: AdapterReport;
  /** Time from the request for an adapter to an open device. */
  deviceMilliseconds: number;
  /**
   * Time from the request for an adapter to the loss of the first step, including the compilation of every pipeline.
   */
  firstLossMilliseconds: number;
}

/** Opens a device and trains one step of this shape on it. */
export async function timeFirstLoss(shape: ModelShape): Promise<FirstLoss> {
  const job = benchJob(shape);
  const begun = performance.now();
  const { gpu, adapter } = await openGpu();
  const deviceMilliseconds = performance.now() - begun;
  const memory = new Memory(gpu.device);
  const run = await prepareRun(gpu, memory, job);
  await submitProgram(gpu.device, run.step, 1);
  await new LossReader(run).read(1);
  const firstLossMilliseconds = performance.now() - begun;
  memory.destroy();
  return { gpu, adapter, deviceMilliseconds, firstLossMilliseconds };
}
