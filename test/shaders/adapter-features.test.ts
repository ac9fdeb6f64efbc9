import { expect, inject, test } from 'vitest';
import { testGpu } from '../harness/engine/test-gpu.ts';
import '../harness/shaders/adapter-features.ts';

/** What kernels and the bench may use beyond WebGPU's core. */
const OPTIONAL: readonly GPUFeatureName[] = ['subgroups', 'timestamp-query'];

test('the device has the optional features which tests count on, and no other', async () => {
  const { device } = await testGpu();
  expect(OPTIONAL.filter((feature) => device.features.has(feature))).toEqual(inject('adapterFeatures'));
});
