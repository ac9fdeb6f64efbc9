import { findAdapter, openDevice } from '../../engine/gpu/adapter.ts';
import type { Memory } from '../../engine/gpu/memory.ts';
import { untuned } from '../../engine/ops/tuning.ts';
import type { Job } from '../../engine/run/job.ts';
import { prepareRun, type Gpu, type TrainingRun } from '../../engine/run/training-run.ts';
import type { AdapterReport } from '../../engine/trainer.ts';
import { Autotune, type Tuned } from '../../engine/tuning/autotune.ts';
import { Ending } from './ending.ts';
import { TimedPipelines } from './timed-pipelines.ts';

/** A device of its own with the kernels that suit most adapters of its kind. */
export interface BenchmarkGpu extends Gpu {
  adapter: AdapterReport;
  pipelines: TimedPipelines;
  /** Ends when the device is lost or fails. The device is destroyed when it ends. */
  ending: Ending;
  /** The kernels that were measured to be the fastest for a job's class of sizes. Measures each class once. */
  chooseKernels(job: Job): Promise<Tuned>;
}

/**
 * Opens the browser's fastest adapter, without compiled pipelines and without what earlier visits measured.
 *
 * @throws in one sentence, if there is none
 */
export async function openGpu(ending = new Ending()): Promise<BenchmarkGpu> {
  const found = await findAdapter();
  if ('kind' in found) {
    const detail = found.detail === '' ? '' : ` (${found.detail})`;
    throw new Error(`this browser offers no GPU that can train: ${found.cause}${detail}`);
  }
  const device = await openDevice(found.adapter);
  device.addEventListener('uncapturederror', ({ error }) =>
    ending.end(`the GPU reported an error: ${error.message}`),
  );
  void device.lost.then(({ message, reason }) => ending.end(`the GPU was lost: ${message || reason}`));
  ending.signal.addEventListener('abort', () => device.destroy(), { once: true });
  if (ending.signal.aborted) device.destroy();
  const pipelines = new TimedPipelines(device);
  const autotune = new Autotune({ device, pipelines }, found.report, NOTHING_STORED);
  return {
    adapter: found.report,
    device,
    pipelines,
    ending,
    tuning: untuned(found.report.software, device.features),
    async chooseKernels(job) {
      await autotune.choose(job, ending.signal);
      ending.check();
      return autotune.kernelsOf(job);
    },
  };
}

const NOTHING_STORED = { load: async () => undefined, save: async () => {} };

/** Prepares a run with the kernels that were chosen for it. @throws like `prepareRun` */
export async function prepareTuned(
  gpu: Gpu,
  memory: Memory,
  job: Job,
  { plain, tuning }: Pick<Tuned, 'plain' | 'tuning'>,
): Promise<TrainingRun> {
  return prepareRun({ ...gpu, tuning }, memory, { ...job, plain });
}
