import { soon } from '../../engine/gpu/completion.ts';
import type { Program } from '../../engine/gpu/program.ts';
import type { BenchmarkGpu } from './open-gpu.ts';

/**
 * Submits a program several times in one pass; settles with the milliseconds from the submit to its end.
 *
 * @throws if the benchmark is to end
 */
export async function submitProgram(
  { device, ending }: Pick<BenchmarkGpu, 'device' | 'ending'>,
  program: Program,
  times: number,
): Promise<number> {
  ending.check();
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  for (let i = 0; i < times; i++) program.record(pass);
  pass.end();
  const commands = encoder.finish();
  const started = performance.now();
  device.queue.submit([commands]);
  await soon(device, device.queue.onSubmittedWorkDone());
  const milliseconds = performance.now() - started;
  ending.check();
  return milliseconds;
}
