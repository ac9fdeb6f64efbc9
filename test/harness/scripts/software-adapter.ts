// The report of a software adapter. Asks no browser.
import type { AdapterReport } from '../../../src/engine/trainer.ts';

/** Roughly what Chromium's software adapter reports. */
export const softwareAdapter: AdapterReport = {
  kind: 'adapter',
  name: 'google swiftshader',
  software: true,
  limits: {
    maxStorageBufferBindingSize: 2 ** 27,
    maxBufferSize: 2 ** 28,
    maxStorageBuffersPerShaderStage: 8,
    maxComputeWorkgroupStorageSize: 16_384,
    maxComputeInvocationsPerWorkgroup: 256,
  },
  features: [],
};
