import { expect, test } from 'vitest';
import { advanceStep } from '../../src/engine/ops/step.ts';
import { kernelBench } from '../harness/shaders/kernel-bench.ts';

const bench = await kernelBench();

test('advance counts every dispatch of a submit, and does not change the rest of the state', async () => {
  const state = bench.words([[41, 7, 8, 9]]);
  const kernel = advanceStep(state.view);
  await bench.run(kernel, kernel, kernel);
  expect([...(await bench.readWords(state))[0]]).toEqual([44, 7, 8, 9]);
});
