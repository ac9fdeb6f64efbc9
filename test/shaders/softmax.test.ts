import { expect, test } from 'vitest';
import { softmaxForward } from '../../src/engine/ops/softmax.ts';
import { gridOfOp, kernelBench, oneWorkgroup } from '../harness/shaders/kernel-bench.ts';
import { Random, replay } from '../harness/shaders/random.ts';
import * as twin from './twins/softmax.ts';

const bench = await kernelBench();

async function forward(
  logits: Float64Array,
  vocabulary: number,
  temperature: number,
  grid = gridOfOp,
): Promise<Float32Array> {
  const out = bench.poisoned(1, logits.length);
  const shape = { rows: logits.length / vocabulary, vocabulary, temperature };
  await bench.run(grid(softmaxForward(bench.floats([logits]).view, out.view, shape)));
  return (await bench.readFloats(out))[0];
}

const CASES = [
  { rows: 1, vocabulary: 2, temperature: 1 },
  { rows: 7, vocabulary: 65, temperature: 0.5 },
  { rows: 65, vocabulary: 7, temperature: 2 },
  { rows: 130, vocabulary: 130, temperature: 0.8 },
];

test.each(CASES)(
  'forward equals its twin on $rows rows of $vocabulary at temperature $temperature, and rows sum to one',
  async ({ rows, vocabulary, temperature }) => {
    const logits = new Random().normals(rows * vocabulary, 3);
    const probabilities = await forward(logits, vocabulary, temperature);
    expect([probabilities]).toBeNear([twin.softmax(logits, vocabulary, temperature)]);
    for (let row = 0; row < rows; row++) {
      const sum = probabilities.subarray(row * vocabulary, (row + 1) * vocabulary).reduce((a, b) => a + b, 0);
      expect(sum, replay).toBeCloseTo(1, 5);
    }
  },
);

test('a grid smaller than the rows walks over all of them', async () => {
  const logits = new Random().normals(130 * 7);
  expect([await forward(logits, 7, 1, oneWorkgroup)]).toBeNear([twin.softmax(logits, 7)]);
});

test('logits of ten thousand do not overflow, not even at a temperature near zero', async () => {
  const vocabulary = 7;
  const logits = new Random().uniforms(5 * vocabulary, -1e4, 1e4);
  for (const temperature of [1000, 1, 0.01]) {
    const probabilities = await forward(logits, vocabulary, temperature);
    expect([probabilities]).toBeNear([twin.softmax(logits, vocabulary, temperature)]);
  }
});
