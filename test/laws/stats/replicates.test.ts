import { expect, test } from 'vitest';
import { fitIsoflopLaw } from '../../../src/laws/compute-optimal/isoflop-law.ts';
import { fitChinchillaLaw } from '../../../src/laws/joint/chinchilla-law.ts';
import { fitScalingLaw } from '../../../src/laws/power-law/scaling-law.ts';
import type { OnProgress } from '../../../src/laws/stats/replicates.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';
import { BESIROGLU, chinchillaLoss, grid } from '../../harness/laws/simulated-grid.ts';
import { PURE, sweep, sweepSizes } from '../../harness/laws/simulated-sweep.ts';

const RUNS = grid((N, D) => chinchillaLoss(BESIROGLU, N, D), [4, 4]);
const BUDGETED = [1e18, 1e19, 1e20].flatMap((compute) =>
  [0.4, 0.6, 1, 1.6, 2.4].map((ratio) => {
    const parameters = ratio * 0.1 * Math.sqrt(compute);
    const tokens = compute / (6 * parameters);
    return { parameters, tokens, compute, loss: 2 + Math.log(ratio) ** 2 };
  }),
);

test.each<[string, (onProgress: OnProgress) => unknown]>([
  [
    'a power law',
    (onProgress) => expectLaw(fitScalingLaw(sweep(PURE, sweepSizes(5)), { replicates: 39, onProgress })),
  ],
  ['parabolas', (onProgress) => expectLaw(fitIsoflopLaw(BUDGETED, { replicates: 39, onProgress }))],
  ...(['noise', 'runs'] as const).map((bootstrap): [string, (onProgress: OnProgress) => unknown] => [
    `a joint law whose ${bootstrap} are redrawn`,
    (onProgress) => expectLaw(fitChinchillaLaw(RUNS, { replicates: 39, bootstrap, onProgress })),
  ]),
])('a fit of %s reports every refit, and ends with the error that its callback throws', (_, fit) => {
  const told: number[][] = [];
  fit((done, total) => told.push([done, total]));
  expect(told).toEqual(Array.from({ length: 39 }, (__, i) => [i + 1, 39]));
  let calls = 0;
  const stop = () => {
    calls++;
    if (calls === 5) throw new Error('a newer run is there');
  };
  expect(() => fit(stop)).toThrow('a newer run is there');
  expect(calls).toBe(5);
});
