import { expect, inject, test } from 'vitest';
import { testGpu } from '../engine/test-gpu.ts';
import './adapter-features.ts';

/** What kernels may need beyond WebGPU's core. */
const OPTIONAL: readonly GPUFeatureName[] = ['shader-f16', 'subgroups', 'timestamp-query'];

test('the device has the optional features which tests count on, and no other', async () => {
  const { device } = await testGpu();
  expect(OPTIONAL.filter((feature) => device.features.has(feature))).toEqual(inject('adapterFeatures'));
});
