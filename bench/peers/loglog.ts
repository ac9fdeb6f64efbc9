import type { Job } from '../../src/engine/run/job.ts';
import { LossReader } from '../../src/engine/training/loss-reader.ts';
import { prepareRun } from '../../src/engine/run/training-run.ts';
import { Memory } from '../../src/engine/gpu/memory.ts';
import { countParameters } from '../../src/laws/counting/count-parameters.ts';
import type { BenchmarkGpu } from '../../src/benchmark/device/open-gpu.ts';
import { submitProgram } from '../../src/benchmark/device/submit-program.ts';
import type { Peer } from './peer.ts';

/** The engine of this project. */
export async function prepareLoglog(gpu: BenchmarkGpu, job: Job): Promise<Peer> {
  const memory = new Memory(gpu.device);
  const run = await prepareRun(gpu, memory, job);
  const reader = new LossReader(run);
  let done = 0;
  return {
    parameters: countParameters(job.network.shape).total,
    async train(steps) {
      await submitProgram(gpu, run.step, steps);
      done += steps;
      const { losses } = await reader.read(done);
      return losses[losses.length - 1];
    },
    destroy: () => memory.destroy(),
  };
}
