import { expect, test } from 'vitest';
import { biasBackward } from '../../src/engine/ops/bias.ts';
import { kernelBench, perLane } from '../harness/shaders/kernel-bench.ts';
import { Random } from '../harness/shaders/random.ts';
import * as twin from './twins/bias.ts';

const bench = await kernelBench();

test.each([
  { rows: 1, n: 1, lanes: 1 },
  { rows: 7, n: 130, lanes: 3 },
  { rows: 130, n: 65, lanes: 1 },
  { rows: 65, n: 7, lanes: 3 },
])('backward equals its twin on $lanes lanes of [$rows, $n]', async ({ rows, n, lanes }) => {
  const random = new Random();
  const dOut = perLane(lanes, () => random.normals(rows * n));
  const dBias = bench.poisoned(lanes, n, n + 5);
  await bench.run(biasBackward(bench.floats(dOut).view, dBias, { rows, n, lanes }));
  expect(await bench.readFloats(dBias)).toBeNear(dOut.map((d) => twin.biasBackward(d, n)));
});

test('the twin of backward is the gradient of adding a bias to every row', () => {
  const random = new Random();
  const [rows, n] = [5, 3];
  const dOut = random.normals(rows * n);
  const forward = (bias: Float64Array): Float64Array => dOut.map((_, i) => bias[i % n]);
  expect(twin.biasBackward(dOut, n)).toBeGradientOf(forward, random.normals(n), dOut);
});
