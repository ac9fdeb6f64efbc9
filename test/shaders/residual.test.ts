import { expect, test } from 'vitest';
import { residualForward } from '../../src/engine/ops/residual.ts';
import { gridOfOp, kernelBench, oneWorkgroup } from '../harness/shaders/kernel-bench.ts';
import { Random } from '../harness/shaders/random.ts';
import * as twin from './twins/residual.ts';

const bench = await kernelBench();

test.each([
  { count: 1, grid: gridOfOp },
  { count: 7, grid: gridOfOp },
  { count: 65, grid: gridOfOp },
  { count: 130, grid: gridOfOp },
  { count: 1027, grid: gridOfOp },
  { count: 1027, grid: oneWorkgroup },
])('forward equals its twin on $count numbers', async ({ count, grid }) => {
  const random = new Random();
  const [trunk, branch] = [random.normals(count), random.normals(count)];
  // The kernel works in quads, so the last quad is written completely.
  const out = bench.poisoned(1, Math.ceil(count / 4) * 4);
  const kernel = residualForward(bench.floats([trunk]).view, bench.floats([branch]).view, out.view, count);
  await bench.run(grid(kernel));
  const [sums] = await bench.readFloats(out);
  expect([sums.subarray(0, count)]).toBeNear([twin.residual(trunk, branch)], 1e-7);
});
