import { expect, test } from 'vitest';
import { fma, fmaCount } from '../../src/benchmark/ceilings/fma.ts';
import { tick } from '../../src/benchmark/ceilings/tick.ts';
import { triad } from '../../src/benchmark/ceilings/triad.ts';
import { kernelBench } from '../harness/shaders/kernel-bench.ts';
import { Random } from '../harness/shaders/random.ts';

const bench = await kernelBench();

test('the kernel performs every multiply-add that the peak counts', async () => {
  const shape = { workgroups: 3, iterations: 5 };
  const out = bench.poisoned(1, fmaCount(shape));
  await bench.run(fma(out.view, shape));
  const turned = (start: number): number => {
    let value = start;
    for (let turn = 0; turn < 16 * shape.iterations; turn++) value = value * 0.999 + 0.999;
    return value;
  };
  const expected = Float64Array.from({ length: fmaCount(shape) }, (_, i) => {
    const invocation = Math.floor(i / 4);
    return turned(invocation) + turned(invocation + 1);
  });
  expect(await bench.readFloats(out)).toBeNear([expected]);
});

test.each([4, 1_024, 1_028, 4_092])(
  'the triad adds half of one array of %i numbers to another',
  async (count) => {
    const random = new Random();
    const [left, right] = [random.normals(count), random.normals(count)];
    const out = bench.poisoned(1, count);
    const views = { left: bench.floats([left]).view, right: bench.floats([right]).view, out: out.view };
    await bench.run(triad(views, count));
    expect(await bench.readFloats(out)).toBeNear([left.map((value, i) => value + 0.5 * right[i])], 1e-7);
  },
);

test('a tick counts the dispatches of a pass', async () => {
  const count = bench.words([[41]]);
  const kernel = tick(count.view);
  await bench.run(kernel, kernel, kernel);
  expect((await bench.readWords(count))[0][0]).toBe(44);
});
