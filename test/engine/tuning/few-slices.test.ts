import { afterEach, expect, test } from 'vitest';
import { trainingJob } from '../../../src/benchmark/device/training-job.ts';
import { Memory } from '../../../src/engine/gpu/memory.ts';
import { productVariantNamed } from '../../../src/engine/ops/tuning.ts';
import { prepareRun } from '../../../src/engine/run/training-run.ts';
import type { ModelShape } from '../../../src/engine/trainer.ts';
import { readFloats, testGpu } from '../../harness/engine/test-gpu.ts';

const gpu = await testGpu();

afterEach(() => expect(gpu.errors.splice(0)).toEqual([]));

/** So wide and long that a GPU has several slices, and one slice with the few-slices kernels. */
const SHAPE: ModelShape = {
  kind: 'transformer',
  vocabulary: 64,
  context: 16,
  width: 128,
  layers: 1,
  heads: 4,
  feedForward: 512,
  positions: 'rotary',
  tiedHead: false,
};

/** Losses and gradient norms of two steps, `[steps, R, 2]`, and the bytes of GPU memory that they needed. */
async function train(products: string, lanes: number): Promise<{ ring: number[]; bytes: number }> {
  const memory = new Memory(gpu.device);
  const tuning = { software: false, products: productVariantNamed(products), attention: 'plain' } as const;
  const run = await prepareRun({ ...gpu, tuning }, memory, trainingJob(SHAPE, { lanes }));
  const encoder = gpu.device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  for (let step = 0; step < 2; step++) run.step.record(pass);
  pass.end();
  gpu.device.queue.submit([encoder.finish()]);
  const ring = await readFloats(gpu.device, run.ring);
  const { bytesHeld } = memory;
  memory.destroy();
  return { ring: [...ring.subarray(0, 4 * lanes)], bytes: bytesHeld };
}

test('few slices sum the same gradients in less memory, with the same bits for every number of lanes', async () => {
  const many = await train('registers-4x4', 1);
  const few = await train('registers-4x4-few-slices', 1);
  const lanes = await train('registers-4x4-few-slices', 2);
  expect(few.bytes).toBeLessThan(many.bytes);
  for (const [i, value] of few.ring.entries()) expect(value / many.ring[i]).toBeCloseTo(1, 5);
  expect([...lanes.ring.slice(0, 2), ...lanes.ring.slice(4, 6)]).toEqual(few.ring);
});
