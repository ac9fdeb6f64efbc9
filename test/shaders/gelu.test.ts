import { expect, test } from 'vitest';
import { geluBackward, geluForward } from '../../src/engine/ops/gelu.ts';
import { gridOfOp, kernelBench, oneWorkgroup } from '../harness/shaders/kernel-bench.ts';
import { Random } from '../harness/shaders/random.ts';
import * as twin from './twins/gelu.ts';

const bench = await kernelBench();

async function forward(input: Float64Array, grid = gridOfOp): Promise<Float32Array> {
  // The kernel works in quads, so the last quad is written completely.
  const out = bench.poisoned(1, Math.ceil(input.length / 4) * 4);
  await bench.run(grid(geluForward(bench.floats([input]).view, out.view, input.length)));
  return (await bench.readFloats(out))[0].subarray(0, input.length);
}

async function backward(input: Float64Array, dOut: Float64Array, grid = gridOfOp): Promise<Float32Array> {
  const dInput = bench.poisoned(1, Math.ceil(input.length / 4) * 4);
  const views = [bench.floats([input]).view, bench.floats([dOut]).view, dInput.view] as const;
  await bench.run(grid(geluBackward(...views, input.length)));
  return (await bench.readFloats(dInput))[0].subarray(0, input.length);
}

/** The first number is positive, because a single number far below zero would be lost in cancellation. */
function draw(count: number): [input: Float64Array, dOut: Float64Array] {
  const random = new Random();
  const input = random.normals(count, 2).map((value, i) => (i === 0 ? Math.abs(value) : value));
  return [input, random.normals(count)];
}

test.each([1, 7, 65, 130, 1027])('forward and backward equal their twins on %i numbers', async (count) => {
  const [input, dOut] = draw(count);
  expect([await forward(input)]).toBeNear([twin.gelu(input)]);
  expect([await backward(input, dOut)]).toBeNear([twin.geluBackward(input, dOut)]);
});

test('a grid smaller than the numbers walks over all of them', async () => {
  const [input, dOut] = draw(1027);
  expect([await forward(input, oneWorkgroup)]).toBeNear([twin.gelu(input)]);
  expect([await backward(input, dOut, oneWorkgroup)]).toBeNear([twin.geluBackward(input, dOut)]);
});

test('large arguments and their gradients pass unchanged or become 0', async () => {
  const random = new Random();
  const sizes = [...random.uniforms(20, 20, 100), 89, 90, 1e3, 1e4];
  const input = Float64Array.from(sizes.flatMap((size) => [size, -size]));
  const dOut = random.normals(input.length);
  const positive = input.map((x) => Math.max(x, 0));
  expect([await forward(input)]).toBeNear([positive], 1e-6);
  const passed = dOut.map((d, i) => (input[i] > 0 ? d : 0));
  expect([await backward(input, dOut)]).toBeNear([passed], 1e-6);
});

test('the twin of backward is the gradient of the twin of forward', () => {
  const [input, dOut] = draw(40);
  expect(twin.geluBackward(input, dOut)).toBeGradientOf(twin.gelu, input, dOut);
});
