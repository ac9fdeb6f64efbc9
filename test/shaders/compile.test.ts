import { describe, expect, test } from 'vitest';
import readme from '../../shaders/README.md?raw';
import { lacking } from '../harness/shaders/adapter-features.ts';
import { loadKernel } from '../../src/engine/gpu/kernel.ts';
import { everyKernel } from '../harness/shaders/every-kernel.ts';
import { kernelBench } from '../harness/shaders/kernel-bench.ts';

const bench = await kernelBench();

const SOURCES: Record<string, string> = import.meta.glob('../../shaders/**/*.wgsl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

interface ShaderFile {
  /** The file name without its ending. */
  name: string;
  /** The path within `shaders`, as its README names it. */
  path: string;
  /** Empty for a file that is only part of others. */
  entryPoints: string[];
}

const FILES: ShaderFile[] = Object.entries(SOURCES).map(([path, code]) => ({
  name: path.replace(/^.*\/|\.wgsl$/g, ''),
  path: path.replace(/^.*\/shaders\//, ''),
  entryPoints: [...code.matchAll(/@compute\s+@workgroup_size\([^)]*\)\s+fn (\w+)/g)].map(([, name]) => name),
}));

const KERNELS = everyKernel(bench.poisoned(1, 64).view);
/** The kernels that this adapter can compile. */
const FITTING = KERNELS.filter(({ requires = [] }) => lacking(requires).length === 0);
const LOADED = await Promise.all(FITTING.map(loadKernel));
const SHADERS = [...new Map(LOADED.map(({ shader }) => [shader.name, shader])).values()];

/**
 * The file with the entry points of a shader. The name of the shader is this file and the parts that were chosen for
 * it.
 */
function fileOf(shaderName: string): string {
  return shaderName.split('+')[0];
}

test('the shaders are found', () => {
  expect(FILES.length).toBeGreaterThan(10);
});

test.each(SHADERS)('$name compiles without an error or a warning', async ({ name, code }) => {
  const module = bench.gpu.device.createShaderModule({ label: name, code });
  const { messages } = await module.getCompilationInfo();
  expect(messages.map(({ lineNum, message }) => `${lineNum}: ${message}`)).toEqual([]);
});

describe.each(FILES)('the shader $name', ({ name, path, entryPoints }) => {
  test('has an op that uses all its entry points', () => {
    const reached = KERNELS.filter((kernel) => fileOf(kernel.shader.name) === name);
    const names = new Set(reached.map((kernel) => kernel.entryPoint));
    expect([...names].toSorted()).toEqual(entryPoints.toSorted());
  });

  test('has one line in the README of the shaders, with all its entry points', () => {
    const lines = readme.split('\n').filter((line) => line.startsWith(`| \`${path}\` `));
    expect(lines).toHaveLength(1);
    const named = [...lines[0].split('|')[2].matchAll(/`(\w+)`/g)].map(([, entryPoint]) => entryPoint);
    expect(named.toSorted()).toEqual(entryPoints.toSorted());
  });
});

test('no kernel binds more than 8 storage buffers', () => {
  for (const { shader, entryPoint, bindings } of KERNELS) {
    expect(bindings.length, `${shader.name}.${entryPoint}`).toBeLessThanOrEqual(8);
  }
});

test('every file that the README of the shaders names exists', () => {
  const named = [...readme.matchAll(/^\| `([\w/-]+\.wgsl)`/gm)].map(([, name]) => name);
  expect(named.toSorted()).toEqual(FILES.map(({ path }) => path).toSorted());
});
