import type { AdapterLimits, AdapterReport, NoAdapter } from '../trainer.ts';
import { adapterInfo } from './adapter-info.ts';
import { learnCompletion } from './completion.ts';
import { thrownWords } from './thrown-words.ts';
import { Late, within } from './within.ts';

/** Limits that the kernels need. WebGPU guarantees them; its compatibility mode does not. */
const NEEDED: readonly [limit: keyof AdapterLimits, least: number][] = [
  // Any size will do, because each model is compared with it; but a browser may leave it out.
  ['maxBufferSize', 1],
  ['maxStorageBufferBindingSize', 1],
  ['maxStorageBuffersPerShaderStage', 8],
  ['maxComputeWorkgroupStorageSize', 16_384],
  ['maxComputeInvocationsPerWorkgroup', 256],
];

/** An adapter that can run the kernels, with its report. */
export interface FoundAdapter {
  adapter: GPUAdapter;
  report: AdapterReport;
}

/** Long enough for a driver that starts slowly; a browser that has not answered by then hardly ever does. */
const ANSWER_MILLISECONDS = 20_000;

/** Asks the browser for its fastest adapter. If there is none, the result says why. Always settles, and never rejects. */
export async function findAdapter(): Promise<FoundAdapter | NoAdapter> {
  if (!globalThis.isSecureContext) return none('insecure-context', '');
  const gpu: GPU | undefined = navigator.gpu;
  if (!gpu) return none('no-webgpu', '');
  let adapter: GPUAdapter | null;
  try {
    adapter = await within(requestAdapter(gpu), ANSWER_MILLISECONDS, NO_ANSWER);
  } catch (error) {
    return none(error instanceof Late ? 'no-answer' : 'no-adapter', thrownWords(error));
  }
  if (!adapter) return none('no-adapter', '');
  try {
    const report = await describe(adapter);
    const short = shortLimit(report.limits);
    return short ? none('limits-too-small', short) : { adapter, report };
  } catch (error) {
    return none('unreadable', thrownWords(error));
  }
}

const NO_ANSWER = `no answer within ${ANSWER_MILLISECONDS / 1000} s`;

/** A request that throws at once rejects instead. */
async function requestAdapter(gpu: GPU): Promise<GPUAdapter | null> {
  return gpu.requestAdapter({ powerPreference: 'high-performance' });
}

function none(cause: NoAdapter['cause'], detail: string): NoAdapter {
  return { kind: 'none', cause, detail };
}

/** The first limit that is too small. A browser may leave limits out, whatever their type says. */
function shortLimit(limits: Partial<AdapterLimits>): string | undefined {
  const short = NEEDED.find(([name, needed]) => !((limits[name] ?? 0) >= needed));
  if (short === undefined) return undefined;
  const [limit, needed] = short;
  const told: unknown = limits[limit];
  if (typeof told !== 'number' || Number.isNaN(told)) return `${limit} is not given, and training needs it`;
  return needed === 1 ? `${limit} is ${told}, so no model fits` : `${limit} is ${told}, ${needed} are needed`;
}

async function describe(adapter: GPUAdapter): Promise<AdapterReport> {
  const limits = given(adapter.limits, 'limits');
  const features = given(adapter.features, 'features');
  return {
    kind: 'adapter',
    ...(await adapterInfo(adapter)),
    limits: {
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
      maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    },
    features: [...features].toSorted(),
  };
}

/** A part of an adapter. A browser may leave it out, whatever its type says. */
function given<Part extends object>(part: Part | null | undefined, name: string): Part {
  if (part === undefined || part === null) throw new Error(`the adapter does not tell its ${name}`);
  return part;
}

/** Features that optional kernels and the bench use, if the adapter has them. */
const OPTIONAL: readonly GPUFeatureName[] = ['subgroups', 'timestamp-query'];

/**
 * Opens the adapter's device, with the optional features and larger limits that the adapter has. Rejects if the browser
 * refuses or does not answer.
 */
export function openDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  return within(requestDevice(adapter), ANSWER_MILLISECONDS, NO_ANSWER);
}

async function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
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
