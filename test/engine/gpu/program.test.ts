import { afterEach, expect, test, vi } from 'vitest';
import { tick } from '../../../src/benchmark/ceilings/tick.ts';
import code from '../../../src/benchmark/ceilings/tick.wgsl?raw';
import type { Kernel, View } from '../../../src/engine/gpu/kernel.ts';
import { PlacedError } from '../../../src/engine/gpu/placed-error.ts';
import { Program } from '../../../src/engine/gpu/program.ts';
import { readBytes, testGpu } from '../../harness/engine/test-gpu.ts';

const gpu = await testGpu();

afterEach(() => {
  gpu.memory.destroy();
  expect(gpu.errors.splice(0)).toEqual([]);
});

/** A kernel that counts its dispatches, and whose WGSL has to be loaded. */
function counting(name: string, count: View, load: () => Promise<string>): Kernel {
  return { ...tick(count), shader: { name, code: load } };
}

function run(program: Program): void {
  const encoder = gpu.device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  program.record(pass);
  pass.end();
  gpu.device.queue.submit([encoder.finish()]);
}

test('WGSL that could not be loaded is asked for again by the next program with the kernel', async () => {
  const { device, memory, pipelines } = gpu;
  const count = memory.storage('count', 1);
  const load = vi.fn<() => Promise<string>>(async () => code);
  load.mockRejectedValueOnce(new Error('the network is down'));
  const kernels = [counting('tick', count, load), counting('tick', count, load)];
  await expect(Program.prepare(kernels, memory, pipelines)).rejects.toThrow('the network is down');
  run(await Program.prepare(kernels, memory, pipelines));
  expect(new Uint32Array(await readBytes(device, count))[0]).toBe(2);
});

test('an error in WGSL that was loaded has the file, the line and its text, and no other error follows', async () => {
  const wrong = code.replace('sizes.increment', 'sizes.decrement');
  const line = wrong.split('\n').findIndex((text) => text.includes('decrement')) + 1;
  const kernel = counting('wrong', gpu.memory.storage('count', 1), async () => wrong);
  const refused: unknown = await Program.prepare([kernel], gpu.memory, gpu.pipelines).catch(
    (error: unknown) => error,
  );
  if (!(refused instanceof PlacedError)) throw new Error(`it must be refused: ${String(refused)}`);
  expect(refused.place).toBe('pipeline wrong.run');
  expect(refused.message).toContain(`wrong.wgsl:${line}:`);
  expect(refused.message).toContain(`«${wrong.split('\n')[line - 1].trim()}»`);
});
