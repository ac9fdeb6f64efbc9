// A real device for one test file, with a list of its errors. Simulates nothing.
import { openDevice, findAdapter } from '../../../src/engine/gpu/adapter.ts';
import type { View } from '../../../src/engine/gpu/kernel.ts';
import { Memory } from '../../../src/engine/gpu/memory.ts';
import { Pipelines } from '../../../src/engine/gpu/pipelines.ts';
import { untuned } from '../../../src/engine/ops/tuning.ts';
import type { Gpu } from '../../../src/engine/run/training-run.ts';

/** A device for one test file, with its uncaptured errors. */
export async function testGpu(): Promise<Gpu & { memory: Memory; errors: string[] }> {
  const found = await findAdapter();
  if ('kind' in found) throw new Error(`no adapter to test on: ${found.cause} ${found.detail}`);
  const device = await openDevice(found.adapter);
  const errors: string[] = [];
  device.addEventListener('uncapturederror', (event) => errors.push(event.error.message));
  const tuning = untuned(found.report.software, device.features);
  return { device, pipelines: new Pipelines(device), tuning, memory: new Memory(device), errors };
}

/** A copy of the view's bytes after all submitted work. */
export async function readBytes(device: GPUDevice, view: View): Promise<ArrayBuffer> {
  const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
  const staging = device.createBuffer({ size: view.size, usage });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(view.buffer, view.offset, staging, 0, view.size);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const copy = staging.getMappedRange().slice(0);
  staging.destroy();
  return copy;
}

export async function readFloats(device: GPUDevice, view: View): Promise<Float32Array> {
  return new Float32Array(await readBytes(device, view));
}
