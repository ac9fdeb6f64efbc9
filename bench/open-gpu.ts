import { findAdapter, openDevice } from '../src/engine/gpu/adapter.ts';
import { Pipelines } from '../src/engine/gpu/pipelines.ts';
import { untuned } from '../src/engine/ops/tuning.ts';
import { Autotune, type TuningStore } from '../src/engine/tuning/autotune.ts';
import type { TuningResult } from '../src/engine/tuning/measure-kernels.ts';
import type { Job } from '../src/engine/run/job.ts';
import type { Gpu } from '../src/engine/run/training-run.ts';
import type { AdapterReport, TuningReport } from '../src/engine/trainer.ts';

/** A device with the kernels that suit most adapters of its kind. */
export interface BenchGpu extends Gpu {
  /** The same with the kernels that were measured to be the fastest for a job. */
  tuned(job: Job): Promise<TunedGpu>;
}

export interface TunedGpu extends Gpu {
  /** The chosen kernels, and how long the choice took. */
  report: TuningReport;
}

/** A separate device on the browser's fastest adapter, without compiled pipelines. */
export async function openGpu(): Promise<{ gpu: BenchGpu; adapter: AdapterReport }> {
  const found = await findAdapter();
  if ('kind' in found) throw new Error(`no adapter: ${found.cause} ${found.detail}`);
  const device = await openDevice(found.adapter);
  device.addEventListener('uncapturederror', ({ error }) => reportError(new Error(error.message)));
  const pipelines = new Pipelines(device);
  const autotune = new Autotune({ device, pipelines }, found.report, tuningsOfThisBench());
  const gpu: BenchGpu = {
    device,
    pipelines,
    tuning: untuned(found.report.software, device.features),
    tuned: async (job) => {
      await autotune.choose(job, new AbortController().signal);
      const { tuning, report } = await autotune.kernelsOf(job);
      return { device, pipelines, tuning, report };
    },
  };
  return { gpu, adapter: found.report };
}

/** Each bench measures again, once for each class of sizes, and stores nothing. */
function tuningsOfThisBench(): TuningStore {
  const choices = new Map<string, TuningResult>();
  return {
    load: async (key) => choices.get(key),
    save: async (key, choice) => void choices.set(key, choice),
  };
}
