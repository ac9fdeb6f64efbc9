import { expect, test } from 'vitest';
import { testGpu } from '../harness/engine/test-gpu.ts';

test('kernels are tested on lavapipe, with subgroups of 8', async () => {
  const { adapterInfo } = (await testGpu()).device;
  expect(adapterInfo.description).toContain('llvmpipe');
  expect([adapterInfo.subgroupMinSize, adapterInfo.subgroupMaxSize]).toEqual([8, 8]);
});
