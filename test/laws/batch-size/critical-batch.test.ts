import { describe, expect, test } from 'vitest';
import { fitCriticalBatchLaw } from '../../../src/laws/batch-size/critical-batch-law.ts';
import type { MeasuredCriticalBatch } from '../../../src/laws/batch-size/critical-batch-law.ts';
import { fitCriticalBatch } from '../../../src/laws/batch-size/critical-batch.ts';
import type { BatchRun, CriticalBatch } from '../../../src/laws/batch-size/critical-batch.ts';
import { KAPLAN_CRITICAL_BATCH } from '../../../src/laws/published/kaplan-2020.ts';
import type { Interval } from '../../../src/laws/stats/interval.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';

const S_MIN = 800;
const E_MIN = 3.2e6;
const BATCHES = [512, 1024, 2048, 4096, 8192, 16384, 32768];

function runs(batches: readonly number[] = BATCHES, noise = () => 0): BatchRun[] {
  return batches.map((batch) => ({ batch, steps: (S_MIN + E_MIN / batch) * Math.exp(noise()) }));
}

function noisyRuns(seed: number, deviation = 0.03): BatchRun[] {
  const normal = normals(seed);
  return runs(BATCHES, () => deviation * normal());
}

function fit(batchRuns: readonly BatchRun[], options = {}): CriticalBatch {
  return expectLaw(fitCriticalBatch(batchRuns, { replicates: 39, ...options }));
}

function holds({ low, high }: Interval, value: number): number {
  return Number(low <= value && value <= high);
}

test.each(['squares', 'huber'] as const)('noiseless runs give back the hyperbola, by %s', (criterion) => {
  const { criticalBatch, fewestSteps, fewestTokens, steps, formula } = fit(runs(), { criterion });
  expect(criticalBatch.value / (E_MIN / S_MIN)).toBeCloseTo(1, 6);
  expect(fewestSteps.value / S_MIN).toBeCloseTo(1, 6);
  expect(fewestTokens.value / E_MIN).toBeCloseTo(1, 6);
  expect(steps(4000)).toBeCloseTo(2 * S_MIN, 3);
  expect(formula).toBe('(S / 800 − 1)(E / 3.2 × 10⁶ − 1) = 1');
});

test("every noiseless run lies on McCandlish's form of the hyperbola", () => {
  const { fewestSteps, fewestTokens } = fit(runs());
  for (const { batch, steps } of runs())
    expect((steps / fewestSteps.value - 1) * ((batch * steps) / fewestTokens.value - 1)).toBeCloseTo(1, 5);
});

test('counting batches in other units rescales B_crit and E_min, but not the steps', () => {
  const points = noisyRuns(1);
  const [law, scaled] = [1, 1024].map((unit) =>
    fit(points.map(({ batch, steps }) => ({ batch: batch / unit, steps }))),
  );
  expect((scaled.criticalBatch.value * 1024) / law.criticalBatch.value).toBeCloseTo(1, 6);
  expect((scaled.fewestTokens.value * 1024) / law.fewestTokens.value).toBeCloseTo(1, 6);
  expect(scaled.fewestSteps.value / law.fewestSteps.value).toBeCloseTo(1, 6);
});

test('neither the order of the runs nor duplicate runs change an estimate', () => {
  const points = noisyRuns(2);
  const [law, reversed, twice] = [points, points.toReversed(), [...points, ...points]].map((all) => fit(all));
  expect(reversed.criticalBatch).toEqual(law.criticalBatch);
  expect(twice.criticalBatch.value / law.criticalBatch.value).toBeCloseTo(1, 6);
});

test('95 % intervals of seven runs cover the truth 93 to 97 % of 1,000 times', () => {
  const normal = normals(3);
  const held = { criticalBatch: 0, fewestSteps: 0, fewestTokens: 0, band: 0 };
  for (let i = 0; i < 1000; i++) {
    const law = fit(
      runs(BATCHES, () => 0.03 * normal()),
      { seed: 7919 * i },
    );
    held.criticalBatch += holds(law.criticalBatch, E_MIN / S_MIN);
    held.fewestSteps += holds(law.fewestSteps, S_MIN);
    held.fewestTokens += holds(law.fewestTokens, E_MIN);
    held.band += holds(law.band(4000), 2 * S_MIN);
  }
  expect(Object.entries(held).filter(([, count]) => count < 930 || count > 970)).toEqual([]);
});

test('small batch sizes bound the critical one only from below', () => {
  const small = [128, 192, 256, 384, 512];
  const noise = [0.04, -0.03, -0.05, 0.03, 0];
  const law = fit(
    runs(small, () => noise.shift() ?? 0),
    { replicates: 200 },
  );
  expect(law.criticalBatch.low).toBeGreaterThan(512);
  expect(law.criticalBatch.high).toBe(Infinity);
  expect(law.fewestSteps.low).toBe(0);
});

test.each<[string | RegExp, BatchRun[]]>([
  ['the critical batch size needs at least 3 runs: 2', runs([512, 8192])],
  ['the critical batch size needs at least 3 runs: 0', []],
  ['the critical batch size needs at least 2 batch sizes: 1', runs([512, 512, 512])],
  ['every number of steps must be positive and finite: 0', [{ batch: 8, steps: 0 }]],
  ['every batch size must be positive and finite: NaN', [{ batch: NaN, steps: 5 }]],
  [
    /^every batch size lies far below the critical one: S_min is .* % of the steps at most, less than 0.1 %$/,
    [1, 2, 4, 8].map((batch) => ({ batch, steps: 1e6 / batch })),
  ],
  [
    /^every batch size lies far above the critical one: E_min\/B is .* % of the steps at most, less than 0.1 %$/,
    [1, 2, 4, 8].map((batch) => ({ batch, steps: 1000 })),
  ],
])('refuses: %s', (refused, batchRuns) => {
  const reason = expect.stringMatching(refused) as string;
  expect(fitCriticalBatch(batchRuns, { replicates: 39 })).toEqual({ refused: reason });
});

describe('the critical batch size over losses', () => {
  const LOSSES = [2, 2.5, 3, 3.5, 4, 5];
  const { B_star, alpha_B } = KAPLAN_CRITICAL_BATCH;

  function measured(noise = () => 0): MeasuredCriticalBatch[] {
    return LOSSES.map((loss) => ({ loss, batch: (B_star / loss ** (1 / alpha_B)) * Math.exp(noise()) }));
  }

  test("gives back Kaplan's constants from noiseless measurements", () => {
    const law = expectLaw(fitCriticalBatchLaw(measured(), { replicates: 39 }));
    expect(law.parameters.B_star / B_star).toBeCloseTo(1, 6);
    expect(law.parameters.alpha_B / alpha_B).toBeCloseTo(1, 6);
    expect(law.predict(1.7) / (B_star / 1.7 ** (1 / alpha_B))).toBeCloseTo(1, 6);
    expect(law.formula).toBe('B_crit(L) = 2 × 10⁸ / L^4.76');
  });

  test('has 95 % intervals that cover the truth 93 to 97 % of 1,000 times', () => {
    const normal = normals(6);
    const held = { B_star: 0, alpha_B: 0 };
    for (let i = 0; i < 1000; i++) {
      const points = measured(() => 0.2 * normal());
      const { estimates } = expectLaw(fitCriticalBatchLaw(points, { replicates: 39, seed: 7919 * i }));
      held.B_star += holds(estimates.B_star, B_star);
      held.alpha_B += holds(estimates.alpha_B, alpha_B);
    }
    expect(Object.entries(held).filter(([, count]) => count < 930 || count > 970)).toEqual([]);
  });

  test.each<[string, MeasuredCriticalBatch[]]>([
    ['the law of the critical batch size needs at least 3 losses: 2', measured().slice(0, 2)],
    [
      'the critical batch size must rise as the loss falls: it goes as L to the power 1.0',
      LOSSES.map((loss) => ({ loss, batch: 1000 * loss })),
    ],
    ['every critical batch size must be positive and finite: Infinity', [{ loss: 3, batch: Infinity }]],
  ])('refuses: %s', (refused, points) => {
    expect(fitCriticalBatchLaw(points)).toEqual({ refused });
  });
});
