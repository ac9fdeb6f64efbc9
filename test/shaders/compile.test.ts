import { describe, expect, test } from 'vitest';
import readme from '../../shaders/README.md?raw';
import { everyKernel } from './every-kernel.ts';
import { kernelBench } from './kernel-bench.ts';

const bench = await kernelBench();

const SOURCES: Record<string, string> = import.meta.glob('../../shaders/*.wgsl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

interface ShaderFile {
  /** Without folder and ending. */
  name: string;
  code: string;
  entryPoints: { name: string; workgroupSize: number[] }[];
}

const FILES: ShaderFile[] = Object.entries(SOURCES).map(([path, code]) => ({
  name: path.replace(/^.*\/|\.wgsl$/g, ''),
  code: code.replaceAll(/\/\/.*$/gm, ''),
  entryPoints: [...code.matchAll(/@compute\s+@workgroup_size\(([\d, ]+)\)\s+fn (\w+)/g)].map(
    ([, sizes, name]) => ({ name, workgroupSize: sizes.split(',').map(Number) }),
  ),
}));

/** Bytes of a workgroup variable whose type is a scalar or an array of scalars, all of 4 bytes. */
function workgroupBytes(type: string): number {
  const counted = /^(?:array<(?:f32|u32|i32), (\d+)>|f32|u32|i32)$/.exec(type);
  if (!counted) throw new Error(`count the bytes of a workgroup variable of type ${type}`);
  return 4 * Number(counted[1] ?? 1);
}

test('the shaders are found', () => {
  expect(FILES.length).toBeGreaterThan(10);
});

describe.each(FILES)('the shader $name', ({ name, code, entryPoints }) => {
  test('compiles without an error or a warning', async () => {
    const module = bench.gpu.device.createShaderModule({
      label: name,
      code: SOURCES[`../../shaders/${name}.wgsl`],
    });
    const { messages } = await module.getCompilationInfo();
    expect(messages.map(({ lineNum, message }) => `${lineNum}: ${message}`)).toEqual([]);
  });

  test('declares every entry point in the form that these tests read', () => {
    expect(entryPoints.length).toBeGreaterThan(0);
    expect(entryPoints).toHaveLength(code.split('@compute').length - 1);
  });

  test('asks for at most 256 invocations and 16 KiB of workgroup memory', () => {
    for (const { workgroupSize } of entryPoints) {
      const invocations = workgroupSize.reduce((product, size) => product * size, 1);
      expect(invocations).toBeLessThanOrEqual(256);
    }
    const types = [...code.matchAll(/var<workgroup>\s+\w+\s*:\s*([^;]+);/g)].map(([, type]) => type.trim());
    const bytes = types.reduce((sum, type) => sum + workgroupBytes(type), 0);
    expect(bytes).toBeLessThanOrEqual(16_384);
  });

  test('is reached through its op, all entry points of it', () => {
    const reached = everyKernel(bench.poisoned(1, 64).view).filter((kernel) => kernel.shader.name === name);
    const names = new Set(reached.map((kernel) => kernel.entryPoint));
    expect([...names].toSorted()).toEqual(entryPoints.map((entryPoint) => entryPoint.name).toSorted());
  });

  test('has one line in the README of the shaders, which names all entry points', () => {
    const lines = readme.split('\n').filter((line) => line.startsWith(`| \`${name}.wgsl\` `));
    expect(lines).toHaveLength(1);
    const named = [...lines[0].split('|')[2].matchAll(/`(\w+)`/g)].map(([, entryPoint]) => entryPoint);
    expect(named.toSorted()).toEqual(entryPoints.map((entryPoint) => entryPoint.name).toSorted());
  });
});

test('no kernel binds more than 8 storage buffers', () => {
  for (const { shader, entryPoint, bindings } of everyKernel(bench.poisoned(1, 64).view)) {
    expect(bindings.length, `${shader.name}.${entryPoint}`).toBeLessThanOrEqual(8);
  }
});

test('the README of the shaders names no file that is not there', () => {
  const named = [...readme.matchAll(/^\| `([\w-]+)\.wgsl`/gm)].map(([, name]) => name);
  expect(named.toSorted()).toEqual(FILES.map(({ name }) => name).toSorted());
});
