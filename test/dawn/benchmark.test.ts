import { expect, test } from 'vitest';
import { STANDARD } from '../../src/benchmark/standard/standard.ts';
import { measureSmallestEntry } from '../harness/benchmark/smallest-entry.ts';

test('the smallest entry of the benchmark is measured to its end in Node, with the losses of SwiftShader', async () => {
  const { distance, samples } = await measureSmallestEntry();
  expect(distance).toBeLessThan(STANDARD.lossTolerance);
  expect(samples).toHaveLength(STANDARD.samples.inPass);
  for (const milliseconds of samples) expect(milliseconds).toBeGreaterThan(0);
});
