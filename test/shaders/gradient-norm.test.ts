import { expect, test } from 'vitest';
import { gradientNorm, gradientNormParts } from '../../src/engine/ops/gradient-norm.ts';
import { kernelBench, perLane } from '../harness/shaders/kernel-bench.ts';
import { Random, replay } from '../harness/shaders/random.ts';
import * as twin from './twins/gradient-norm.ts';

const bench = await kernelBench();

interface Measured {
  /** Of the place of the step in the ring. */
  norms: Float32Array;
  factors: Float32Array;
}

/** Runs the op at a random step. Fails if it writes anything except the norms, the factors and the partial sums. */
async function measure(gradient: Float64Array[], clipNorm: number): Promise<Measured> {
  const [lanes, count, ring] = [gradient.length, gradient[0].length, 5];
  const step = new Random().below(100);
  const parts = gradientNormParts(count);
  const sums = bench.poisoned(lanes, parts);
  const places = bench.poisoned(1, ring * lanes * 2);
  const state = bench.words([[step, ...new Uint32Array(lanes)]]);
  const buffers = {
    gradient: bench.floats(gradient).view,
    sums: sums.view,
    ring: places.view,
    state: state.view,
  };
  await bench.run(...gradientNorm(buffers, { count, lanes, ring, clipNorm }));
  await bench.readFloats(sums);
  const [written] = await bench.readFloats(places);
  const own = (i: number): boolean => Math.floor(i / (2 * lanes)) === step % ring && i % 2 === 1;
  expect(written.filter((_, i) => !own(i)).every(Number.isNaN), replay).toBe(true);
  const [words] = await bench.readWords(state);
  expect(words[0], replay).toBe(step);
  return { norms: written.filter((_, i) => own(i)), factors: new Float32Array(words.buffer).subarray(1) };
}

test.each([
  { count: 1, lanes: 1 },
  { count: 7, lanes: 3 },
  { count: 65, lanes: 3 },
  { count: 130, lanes: 1 },
  { count: 70_001, lanes: 3 },
])(
  'norms and factors of $lanes lanes of $count numbers equal their twins, clipped or not',
  async ({ count, lanes }) => {
    const random = new Random();
    // The lanes have different norms, so that one limit clips some of them and not the others.
    const gradient = perLane(lanes, (lane) => random.normals(count, 3 ** lane));
    const middle = twin.gradientNorm(gradient[Math.floor(lanes / 2)], 0).norm;
    for (const clipNorm of [0, middle / 2, middle * 2]) {
      const { norms, factors } = await measure(gradient, clipNorm);
      const expected = gradient.map((lane) => twin.gradientNorm(lane, clipNorm));
      expect([norms]).toBeNear([expected.map(({ norm }) => norm)]);
      expect([factors]).toBeNear([expected.map(({ factor }) => factor)]);
    }
  },
);

test('a gradient within the limit, or of zeros, is not scaled', async () => {
  const gradient = [Float64Array.of(0.3, 0.4), Float64Array.of(0, 0)];
  const { norms, factors } = await measure(gradient, 1);
  expect([norms]).toBeNear([[0.5, 0]]);
  expect([...factors]).toEqual([1, 1]);
});
