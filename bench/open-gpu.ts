import { findAdapter, openDevice } from '../src/engine/gpu/adapter.ts';
import { Pipelines } from '../src/engine/gpu/pipelines.ts';
import { untuned } from '../src/engine/model/tuning.ts';
import type { Gpu } from '../src/engine/training/training-run.ts';
import type { AdapterReport } from '../src/engine/trainer.ts';

/** A device of its own on the browser's fastest adapter, on which nothing has been compiled. */
export async function openGpu(): Promise<{ gpu: Gpu; adapter: AdapterReport }> {
  const found = await findAdapter();
  if ('kind' in found) throw new Error(`no adapter: ${found.cause} ${found.detail}`);
  const device = await openDevice(found.adapter);
  device.addEventListener('uncapturederror', ({ error }) => reportError(new Error(error.message)));
  const tuning = untuned(found.report.software, device.features);
  return { gpu: { device, pipelines: new Pipelines(device), tuning }, adapter: found.report };
}
