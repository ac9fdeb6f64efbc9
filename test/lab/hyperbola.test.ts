import { expect, test } from 'vitest';
import { fitHyperbola } from '../../src/lab/conclusions/hyperbola.ts';
import { rankCorrelation, rSquared, spreadOf } from '../../src/lab/conclusions/mean-and-spread.ts';
import { isRefusal } from '../../src/laws/refusal.ts';

/** S = S_min·(1 + B_crit / B), E = B·S. */
const costs = (batches: number[]) =>
  batches.map((batch) => {
    const steps = 500 * (1 + 3000 / batch);
    return { steps, tokens: batch * steps };
  });

test('batch sizes on a hyperbola give back its least steps, least tokens and critical batch size', () => {
  const found = fitHyperbola(costs([128, 512, 1024, 4096, 65536]));
  if (isRefusal(found)) throw new Error(found.refused);
  expect(found.leastSteps).toBeCloseTo(500, 6);
  expect(found.leastTokens).toBeCloseTo(1.5e6, 2);
  expect(found.criticalBatch).toBeCloseTo(3000, 6);
  for (const residual of found.residuals) expect(residual).toBeCloseTo(0, 9);
});

test('two batch sizes are refused, and so are some of which the larger save nothing', () => {
  expect(fitHyperbola(costs([128, 512]))).toEqual({ refused: 'a hyperbola needs at least 3 batch sizes: 2' });
  const useless = [1, 2, 4, 8].map((batch) => ({ steps: 1000 * batch, tokens: 1000 * batch * batch }));
  expect(fitHyperbola(useless)).toHaveProperty('refused');
});

test('spread, share explained and correlation of ranks are those of the textbooks', () => {
  expect(spreadOf([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(Math.sqrt(32 / 7), 12);
  expect(rSquared([1, 2, 3, 4], [2, 4, 6, 8])).toBeCloseTo(1, 12);
  expect(rSquared([1, 2, 3], [1, 3, 2])).toBeCloseTo(0.25, 12);
  expect(rankCorrelation([1, 2, 3, 4], [1, 8, 27, 64])).toBeCloseTo(1, 12);
  expect(rankCorrelation([1, 2, 3], [9, 5, 1])).toBeCloseTo(-1, 12);
});
