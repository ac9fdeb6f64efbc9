import type { AdapterLimits, AdapterReport, NoAdapter } from '../trainer.ts';
import { learnCompletion } from './completion.ts';

/** Limits that the kernels need. WebGPU guarantees them; its compatibility mode does not. */
const NEEDED: readonly [limit: keyof AdapterLimits, least: number][] = [
  ['maxStorageBuffersPerShaderStage', 8],
  ['maxComputeWorkgroupStorageSize', 16_384],
  ['maxComputeInvocationsPerWorkgroup', 256],
];

/** An adapter that can run the kernels, with its report. */
export interface FoundAdapter {
  adapter: GPUAdapter;
  report: AdapterReport;
}

/** Asks the browser for its fastest adapter. If there is none, the result says why. */
export async function findAdapter(): Promise<FoundAdapter | NoAdapter> {
  if (!globalThis.isSecureContext) return none('insecure-context', '');
  const gpu: GPU | undefined = navigator.gpu;
  if (!gpu) return none('no-webgpu', '');
  let adapter: GPUAdapter | null;
  try {
    adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  } catch (error) {
    return none('no-adapter', String(error));
  }
  if (!adapter) return none('no-adapter', '');
  const short = shortLimit(adapter.limits);
  return short ? none('limits-too-small', short) : { adapter, report: describe(adapter) };
}

function none(cause: NoAdapter['cause'], detail: string): NoAdapter {
  return { kind: 'none', cause, detail };
}

function shortLimit(limits: GPUSupportedLimits): string | undefined {
  const [limit, least] = NEEDED.find(([name, needed]) => limits[name] < needed) ?? [];
  return limit && `${limit} is ${limits[limit]}, ${least} are needed`;
}

function describe(adapter: GPUAdapter): AdapterReport {
  const { info, limits } = adapter;
  const words = [info.vendor, info.architecture, info.device, info.description].filter(Boolean);
  return {
    kind: 'adapter',
    name: words.join(' ') || 'unnamed adapter',
    software: info.isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|basic render/i.test(words.join(' ')),
    limits: {
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
      maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    },
    features: [...adapter.features].toSorted(),
  };
}

/** Features that optional kernels and the bench use, if the adapter has them. */
const OPTIONAL: readonly GPUFeatureName[] = ['subgroups', 'timestamp-query'];

/** Opens the adapter's device, with the optional features and larger limits that the adapter has. */
export async function openDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const device = await adapter.requestDevice({
    label: 'loglog',
    requiredFeatures: OPTIONAL.filter((feature) => adapter.features.has(feature)),
    requiredLimits: {
      // The logits of a large batch are one binding, and so are the parameters of all lanes.
      maxStorageBufferBindingSize: adapter.limits.maxStorageBufferBindingSize,
      // A binding cannot be larger than its buffer.
      maxBufferSize: adapter.limits.maxBufferSize,
      // The attention variant `heads` keeps a whole head in workgroup memory.
      maxComputeWorkgroupStorageSize: adapter.limits.maxComputeWorkgroupStorageSize,
    },
  });
  await learnCompletion(device);
  return device;
}
