import { afterEach, expect, test, vi } from 'vitest';
import { findAdapter, openDevice } from '../../../src/engine/gpu/adapter.ts';
import type { ProbeResult } from '../../../src/engine/trainer.ts';

const LIMITS = {
  maxStorageBufferBindingSize: 2 ** 27,
  maxBufferSize: 2 ** 28,
  maxStorageBuffersPerShaderStage: 8,
  maxComputeWorkgroupStorageSize: 16_384,
  maxComputeInvocationsPerWorkgroup: 256,
};
const ADAPTER = { limits: LIMITS, features: new Set(['subgroups']), info: { vendor: 'acme' } };

const never = (): Promise<never> => new Promise(() => {});
const fails = (): never => {
  throw new Error('it broke');
};

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** The report of a browser whose `requestAdapter` is this. Time passes without a clock. */
async function probed(requestAdapter: () => unknown): Promise<ProbeResult> {
  vi.stubGlobal('navigator', { gpu: { requestAdapter } });
  vi.useFakeTimers();
  const found = findAdapter();
  await vi.runAllTimersAsync();
  const result = await found;
  return 'kind' in result ? result : result.report;
}

/** An adapter of which some members throw when they are read. */
function throwing(...names: string[]): object {
  const adapter = { ...ADAPTER };
  for (const name of names) Object.defineProperty(adapter, name, { get: fails });
  return adapter;
}

test('a browser of 2023, whose adapter has no info, is asked by its method', async () => {
  const { info: _, ...early } = ADAPTER;
  const named = { ...early, requestAdapterInfo: async () => ({ vendor: 'acme', device: 'one' }) };
  expect(await probed(async () => named)).toMatchObject({
    kind: 'adapter',
    name: 'acme one',
    software: false,
  });
});

test.each([
  ['is missing, and so is the method', { info: undefined }],
  ['is null', { info: null }],
  ['is empty', { info: {} }],
  ['has numbers for words', { info: { vendor: 7, description: null } }],
  ['comes from a method that throws', { info: undefined, requestAdapterInfo: fails }],
  ['comes from a method that rejects', { info: undefined, requestAdapterInfo: async () => fails() }],
  ['comes from a method that never answers', { info: undefined, requestAdapterInfo: never }],
])('an adapter whose info %s can train without a name', async (_, part) => {
  const report = await probed(async () => ({ ...ADAPTER, ...part }));
  expect(report).toMatchObject({ kind: 'adapter', name: 'unnamed adapter', software: false });
});

test('an adapter whose info throws can train without a name', async () => {
  const report = await probed(async () => throwing('info', 'isFallbackAdapter'));
  expect(report).toMatchObject({ kind: 'adapter', name: 'unnamed adapter', software: false });
});

test.each([
  ['on the adapter', { isFallbackAdapter: true }],
  ['in its info', { info: { vendor: 'acme', isFallbackAdapter: true } }],
  [
    'in the info of the method',
    { info: undefined, requestAdapterInfo: async () => ({ isFallbackAdapter: true }) },
  ],
  ['on the adapter, against its info', { isFallbackAdapter: true, info: { isFallbackAdapter: false } }],
  ['by its name', { info: { description: 'llvmpipe (LLVM 17.0.6, 256 bits)' } }],
])('a fallback adapter that is marked %s is a software adapter', async (_, part) => {
  expect(await probed(async () => ({ ...ADAPTER, ...part }))).toMatchObject({
    kind: 'adapter',
    software: true,
  });
});

test.each([
  ['limits', throwing('limits')],
  ['features', throwing('features')],
  ['no limits', { ...ADAPTER, limits: undefined }],
  ['no features', { ...ADAPTER, features: undefined }],
])('an adapter with %s that cannot be read is no adapter, in words', async (_, adapter) => {
  const report = await probed(async () => adapter);
  expect(report).toMatchObject({ kind: 'none', cause: 'unreadable' });
  expect(report).toHaveProperty('detail', expect.stringMatching(/./));
});

test.each(Object.keys(LIMITS))(
  'an adapter that does not tell %s is told which limit is missing',
  async (name) => {
    const report = await probed(async () => ({ ...ADAPTER, limits: { ...LIMITS, [name]: undefined } }));
    expect(report).toMatchObject({ kind: 'none', cause: 'limits-too-small' });
    expect(report).toHaveProperty('detail', expect.stringContaining(`${name} is not given`));
  },
);

test('a limit that is too small is named with both numbers', async () => {
  const limits = { ...LIMITS, maxStorageBuffersPerShaderStage: 4 };
  expect(await probed(async () => ({ ...ADAPTER, limits }))).toEqual({
    kind: 'none',
    cause: 'limits-too-small',
    detail: 'maxStorageBuffersPerShaderStage is 4, 8 are needed',
  });
});

test.each(['maxBufferSize', 'maxStorageBufferBindingSize'])(
  'no bytes for %s are told in words',
  async (name) => {
    const detail = (value: unknown) =>
      probed(async () => ({ ...ADAPTER, limits: { ...LIMITS, [name]: value } }));
    expect(await detail(0)).toHaveProperty('detail', `${name} is 0, so no model fits`);
    for (const value of [undefined, null, NaN]) {
      expect(await detail(value)).toHaveProperty('detail', `${name} is not given, and training needs it`);
    }
  },
);

test.each(['limits', 'features'])('an adapter without %s is described in words', async (part) => {
  for (const value of [undefined, null]) {
    const report = await probed(async () => ({ ...ADAPTER, [part]: value }));
    expect(report).toHaveProperty('detail', `the adapter does not tell its ${part}`);
  }
});

test.each([undefined, null, '', {}, new Error('')])(
  'a request that rejects with %o ends in words',
  async (reason) => {
    const report = await probed(vi.fn().mockRejectedValue(reason));
    const words = /^(the browser gives no reason|Error)$/;
    expect(report).toHaveProperty('detail', expect.stringMatching(words));
  },
);

test('a name has no characters that cannot be seen or that turn the text, and at most 120', async () => {
  const info = { vendor: '\u202Eacme\u0000\n', architecture: '\u2066x\u200B'.repeat(300), device: '\uD800' };
  const report = await probed(async () => ({ ...ADAPTER, info }));
  const name = report.kind === 'adapter' ? report.name : '';
  expect(Array.from(name)).toHaveLength(120);
  expect(name).toMatch(/^acme x x .*…$/);
  expect(name).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
  const blank = await probed(async () => ({ ...ADAPTER, info: { vendor: '\u200B\u202E' } }));
  expect(blank).toHaveProperty('name', 'unnamed adapter');
});

test.each([
  ['resolves to null', async () => null, 'no-adapter', ''],
  ['rejects', async () => fails(), 'no-adapter', 'it broke'],
  ['throws', fails, 'no-adapter', 'it broke'],
  ['never settles', never, 'no-answer', 'no answer within 20 s'],
])('a request that %s ends in words', async (_, request, cause, detail) => {
  expect(await probed(request)).toEqual({ kind: 'none', cause, detail });
});

test.each([
  ['rejects', async () => fails(), 'it broke'],
  ['throws', fails, 'it broke'],
  ['never settles', never, 'no answer within 20 s'],
  [
    'gives a device whose queue never answers',
    async () => ({ queue: { onSubmittedWorkDone: never } }),
    'no answer within 20 s',
  ],
])('opening a device that %s rejects with words', async (_, requestDevice, words) => {
  vi.useFakeTimers();
  const opened = openDevice({ ...ADAPTER, requestDevice } as never).catch((error: unknown) => String(error));
  await vi.runAllTimersAsync();
  expect(await opened).toContain(words);
});
