import { findAdapter, openDevice } from '../gpu/adapter.ts';
import { PlacedError, placed } from '../gpu/placed-error.ts';
import { Pipelines } from '../gpu/pipelines.ts';
import type { Gpu } from '../run/training-run.ts';
import type { AdapterReport } from '../trainer.ts';
import { Autotune } from '../tuning/autotune.ts';
import { browserTunings } from '../tuning/tuning-store.ts';
import { LATER } from './later-code.ts';

/** An open device, with its adapter and what its runs have shown so far. */
export interface OpenGpu extends Omit<Gpu, 'tuning'> {
  adapter: AdapterReport;
  autotune: Autotune;
  /** The longest that the kernels of a run took to compile. */
  compileMilliseconds: number;
  /** A step of the last run that ended, in all lanes; undefined before. */
  lastStep: { milliseconds: number; flops: number } | undefined;
}

/** @throws with the cause `no-adapter` */
export async function openGpu(): Promise<OpenGpu> {
  const found = await findAdapter();
  if ('kind' in found) throw noAdapter(`no adapter: ${found.cause} ${found.detail}`.trim());
  loadUsualShaders(found.report);
  const device = await openDevice(found.adapter).catch((error: unknown) => {
    throw noAdapter(placed('device', error).message, error);
  });
  const adapter = found.report;
  const pipelines = new Pipelines(device);
  const autotune = new Autotune({ device, pipelines }, adapter, browserTunings);
  return { device, pipelines, adapter, autotune, compileMilliseconds: 0, lastStep: undefined };
}

/** Asks for the kernels of a first run early, so that it need not wait. A run asks again for what has not come. */
function loadUsualShaders({ software }: AdapterReport): void {
  const load = software ? LATER.emulatorShaders : LATER.gpuShaders;
  load().catch(() => {});
}

function noAdapter(message: string, cause?: unknown): PlacedError {
  return new PlacedError('device', message, { cause, shared: 'no-adapter' });
}
