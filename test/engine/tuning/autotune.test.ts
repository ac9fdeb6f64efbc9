import { afterEach, expect, test, vi } from 'vitest';
import { trainingJob } from '../../../src/benchmark/device/training-job.ts';
import type { Kernel } from '../../../src/engine/gpu/kernel.ts';
import { Pipelines, type Compiled } from '../../../src/engine/gpu/pipelines.ts';
import { untuned } from '../../../src/engine/ops/tuning.ts';
import { Autotune, type Tuned, type TuningStore } from '../../../src/engine/tuning/autotune.ts';
import type { TuningResult } from '../../../src/engine/tuning/measure-kernels.ts';
import type { Job } from '../../../src/engine/run/job.ts';
import type { AdapterReport, ModelShape } from '../../../src/engine/trainer.ts';
import { testGpu } from '../../harness/engine/test-gpu.ts';
import { fullTest } from '../../harness/tier.ts';

const gpu = await testGpu();

afterEach(() => expect(gpu.errors.splice(0)).toEqual([]));

const SHAPE: ModelShape = {
  kind: 'transformer',
  vocabulary: 37,
  context: 16,
  width: 16,
  layers: 2,
  heads: 2,
  feedForward: 64,
  positions: 'rotary',
  tiedHead: false,
};

const ADAPTER: AdapterReport = {
  kind: 'adapter',
  name: 'an adapter for tests',
  software: true,
  limits: {
    maxStorageBufferBindingSize: 0,
    maxBufferSize: 0,
    maxStorageBuffersPerShaderStage: 8,
    maxComputeWorkgroupStorageSize: 16_384,
    maxComputeInvocationsPerWorkgroup: 256,
  },
  features: [],
};

/** A store of choices that lasts as long as the test. */
class Kept implements TuningStore {
  readonly choices = new Map<string, TuningResult>();

  async load(key: string): Promise<TuningResult | undefined> {
    return this.choices.get(key);
  }

  async save(key: string, choice: TuningResult): Promise<void> {
    this.choices.set(key, choice);
  }
}

/** A driver that replaces one piece of code by another, in shaders with a part of that name. */
class Broken extends Pipelines {
  constructor(
    private readonly part: RegExp,
    private readonly code: string,
    private readonly taken: string,
  ) {
    super(gpu.device);
  }

  override compile(kernel: Kernel<string>): Promise<Compiled> {
    const { name, code } = kernel.shader;
    if (!this.part.test(name)) return super.compile(kernel);
    return super.compile({ ...kernel, shader: { name, code: code.replaceAll(this.code, this.taken) } });
  }
}

/** A driver that cannot compile the shaders with a part of that name. */
class Refusing extends Pipelines {
  constructor(private readonly part: RegExp) {
    super(gpu.device);
  }

  override compile(kernel: Kernel<string>): Promise<Compiled> {
    if (this.part.test(kernel.shader.name)) return Promise.reject(new Error('out of memory'));
    return super.compile(kernel);
  }
}

/** A driver that never finishes compiling the shaders with a part of that name. */
class Stuck extends Pipelines {
  asked = false;

  constructor(private readonly part: RegExp) {
    super(gpu.device);
  }

  override compile(kernel: Kernel<string>): Promise<Compiled> {
    if (!this.part.test(kernel.shader.name)) return super.compile(kernel);
    this.asked = true;
    return new Promise(() => {});
  }
}

function job(changes: Partial<Job> = {}): Job {
  return { ...trainingJob(SHAPE), ...changes };
}

/** The kernels of a job after a measurement, unless a choice is stored. */
async function measuredFor(autotune: Autotune, of: Job): Promise<Tuned> {
  await autotune.choose(of, new AbortController().signal);
  return autotune.kernelsOf(of);
}

test('the kernels chosen by measurement are stored, for sizes of their class', async () => {
  const store = new Kept();
  const autotune = new Autotune(gpu, ADAPTER, store);
  const measured = await measuredFor(autotune, job());
  expect(measured.plain).toBe(false);
  expect(measured.report).toMatchObject({ source: 'measured', rejected: [] });
  const again = await measuredFor(new Autotune(gpu, ADAPTER, store), job());
  expect(again.report).toEqual({ ...measured.report, source: 'remembered', milliseconds: 0 });
  const alike = { ...SHAPE, width: 12, feedForward: 48, heads: 2 };
  await measuredFor(autotune, trainingJob(alike));
  expect(store.choices.size).toBe(2);
});

test('kernels whose results differ from the plain kernels are not chosen', async () => {
  const first = untuned(true, gpu.device.features).products.name;
  const pipelines = new Broken(new RegExp(first), '+= b_1 * a_1', '-= b_1 * a_1');
  const { tuning, plain, report } = await measuredFor(
    new Autotune({ ...gpu, pipelines }, ADAPTER, new Kept()),
    job(),
  );
  // A slow compiler may leave no time to try another.
  expect(plain || tuning.products.name !== first).toBe(true);
  expect(report.rejected.filter((name) => name.startsWith(first))).not.toEqual([]);
});

test('if no fast kernels agree with the plain ones, the plain ones train', async () => {
  const pipelines = new Broken(/^linear/, 'return x * gelu_gate(x)', 'return -x * gelu_gate(x)');
  const { plain, report } = await measuredFor(
    new Autotune({ ...gpu, pipelines }, ADAPTER, new Kept()),
    job(),
  );
  expect(plain).toBe(true);
  expect(report).toMatchObject({ products: 'plain', attention: 'plain' });
});

test('plain kernels that were chosen because the device failed are not stored', async () => {
  const store = new Kept();
  const pipelines = new Refusing(/^linear/);
  const { plain, report } = await measuredFor(new Autotune({ ...gpu, pipelines }, ADAPTER, store), job());
  expect(plain).toBe(true);
  expect(report.rejected).not.toEqual([]);
  expect(store.choices.size).toBe(0);
});

fullTest('a candidate that compiles for too long is dropped if another one can train', async () => {
  const first = untuned(true, gpu.device.features).products.name;
  const pipelines = new Stuck(/registers-4x4/);
  const store = new Kept();
  const autotune = new Autotune({ ...gpu, pipelines }, ADAPTER, store);
  // The first class of sizes has already compiled its kernels, so the second class has time to try more.
  await measuredFor(autotune, job());
  const { plain, report } = await measuredFor(autotune, job({ batch: 4 }));
  expect(pipelines.asked).toBe(true);
  expect(plain).toBe(false);
  expect(report).toMatchObject({ source: 'measured', products: first, rejected: [] });
  expect(store.choices.size).toBe(2);
});

test('unmeasured kernels need nothing beyond the core of WebGPU', async () => {
  const { tuning, report } = await new Autotune(gpu, ADAPTER, new Kept()).kernelsOf(job());
  expect(report.source).toBe('unmeasured');
  expect(tuning.products.requires).toBeUndefined();
});

test('plain kernels train if the plan asks for them, or if a size is not a multiple of 4', async () => {
  const autotune = new Autotune(gpu, ADAPTER, new Kept());
  const odd = { ...SHAPE, width: 18, feedForward: 72, heads: 3 };
  for (const asked of [job({ plain: true }), trainingJob(odd)]) {
    const { plain, report } = await measuredFor(autotune, asked);
    expect(plain).toBe(true);
    expect(report.source).toBe('plain');
  }
});

test('a measurement that is ended early chooses nothing', async () => {
  const store = new Kept();
  const pipelines = new Stuck(/^linear/);
  const autotune = new Autotune({ ...gpu, pipelines }, ADAPTER, store);
  const controller = new AbortController();
  const choosing = autotune.choose(job(), controller.signal);
  await vi.waitFor(() => expect(pipelines.asked).toBe(true));
  controller.abort();
  await choosing;
  expect(store.choices.size).toBe(0);
  expect(await autotune.isOpen(job())).toBe(true);
  expect((await autotune.kernelsOf(job())).report.source).toBe('unmeasured');
});

test('a choice that cannot be stored holds for the visit', async () => {
  const forgets: TuningStore = { load: async () => undefined, save: async () => {} };
  const autotune = new Autotune(gpu, ADAPTER, forgets);
  const { report } = await measuredFor(autotune, job());
  expect(report.source).toBe('measured');
  expect(await autotune.isOpen(job())).toBe(false);
  expect((await autotune.kernelsOf(job())).report).toEqual({
    ...report,
    source: 'remembered',
    milliseconds: 0,
  });
  expect((await autotune.kernelsOf(job(), { untuned: true })).report.source).toBe('unmeasured');
});

test('a resumed run keeps its kernels, also those with few slices; unknown names are chosen again', async () => {
  const autotune = new Autotune(gpu, ADAPTER, new Kept());
  const had = { products: 'registers-4x4-few-slices', attention: 'plain' };
  const { tuning, report } = await autotune.kernelsOf(job(), { kernels: had });
  expect(tuning.products).toMatchObject({ kernels: 'registers-4x4', fewSlices: true });
  expect(report).toMatchObject({ ...had, source: 'remembered' });
  for (const products of ['registers-4x4-few', '-few-slices', 'few-slices']) {
    expect((await autotune.kernelsOf(job(), { kernels: { ...had, products } })).report.source).toBe(
      'unmeasured',
    );
  }
});
