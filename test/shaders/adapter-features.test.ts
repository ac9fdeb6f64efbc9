import { expect, inject, test } from 'vitest';
import { testGpu } from '../harness/engine/test-gpu.ts';
import '../harness/shaders/adapter-features.ts';

/** The features beyond WebGPU's core that kernels and the bench can use. */
const OPTIONAL: readonly GPUFeatureName[] = ['subgroups', 'timestamp-query'];

test('the device has the optional features that the tests expect, and no others', async () => {
  const { device } = await testGpu();
  expect(OPTIONAL.filter((feature) => device.features.has(feature))).toEqual(inject('adapterFeatures'));
});
