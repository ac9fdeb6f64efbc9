import { Memory } from '../../engine/gpu/memory.ts';
import { prepareRun } from '../../engine/run/training-run.ts';
import { LossReader } from '../../engine/training/loss-reader.ts';
import type { ModelShape } from '../../engine/trainer.ts';
import type { Ending } from '../device/ending.ts';
import { openGpu, type BenchmarkGpu } from '../device/open-gpu.ts';
import { submitProgram } from '../device/submit-program.ts';
import { trainingJob } from '../device/training-job.ts';

export interface FirstLoss {
  gpu: BenchmarkGpu;
  /** Time from the request for an adapter to the loss of the first step, with the compilation of every pipeline. */
  firstLossMilliseconds: number;
  /** Time for which pipelines were compiled. */
  compileMilliseconds: number;
}

/** Opens a device and trains one step of this shape on it, with the usual kernels. */
export async function timeFirstLoss(shape: ModelShape, ending?: Ending): Promise<FirstLoss> {
  const job = trainingJob(shape);
  const begun = performance.now();
  const gpu = await openGpu(ending);
  const memory = new Memory(gpu.device);
  const run = await prepareRun(gpu, memory, job);
  const compileMilliseconds = gpu.pipelines.milliseconds;
  await submitProgram(gpu, run.step, 1);
  await new LossReader(run).read(1);
  const firstLossMilliseconds = performance.now() - begun;
  memory.destroy();
  return { gpu, firstLossMilliseconds, compileMilliseconds };
}
