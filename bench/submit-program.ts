import type { Program } from '../src/engine/gpu/program.ts';

/** Submits a program several times in one pass; settles with the milliseconds from the submit to its end. */
export async function submitProgram(device: GPUDevice, program: Program, times: number): Promise<number> {
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  for (let i = 0; i < times; i++) program.record(pass);
  pass.end();
  const started = performance.now();
  device.queue.submit([encoder.finish()]);
  await device.queue.onSubmittedWorkDone();
  return performance.now() - started;
}
