import { findAdapter, openDevice } from '../src/engine/gpu/adapter.ts';
import { Pipelines } from '../src/engine/gpu/pipelines.ts';
import { blockFor } from '../src/engine/ops/matmul.ts';
import type { AdapterReport } from '../src/engine/trainer.ts';
import { BATCH, shapes } from './bench-shapes.ts';
import { timeSteps, type StepTimes } from './time-steps.ts';

export interface BenchResult {
  adapter: AdapterReport;
  /** From asking for an adapter to an open device. */
  deviceMilliseconds: number;
  steps: StepTimes[];
}

declare global {
  interface Window {
    bench: () => Promise<BenchResult>;
  }
}

/** What `npm run bench` calls once the page has loaded. */
window.bench = async () => {
  const begun = performance.now();
  const found = await findAdapter();
  if ('kind' in found) throw new Error(`no adapter: ${found.cause} ${found.detail}`);
  const device = await openDevice(found.adapter);
  device.addEventListener('uncapturederror', ({ error }) => reportError(new Error(error.message)));
  const deviceMilliseconds = performance.now() - begun;
  const gpu = { device, pipelines: new Pipelines(device), block: blockFor(found.report.software) };
  const steps: StepTimes[] = [];
  for (const shape of shapes) steps.push(await timeSteps(gpu, shape, BATCH));
  return { adapter: found.report, deviceMilliseconds, steps };
};
