import { expect, test } from 'vitest';
import type { BatchAnalysis } from '../../../src/laws/analysis/analyse-batch.ts';
import { analyse } from '../../../src/laws/analysis/analyse.ts';
import { criticalBatchAt } from '../../../src/laws/batch-size/critical-batch-law.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { analysedRun, requestFor } from '../../harness/laws/analysed-run.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';

/** B_crit of 2,000 tokens at 3 nats and 8,400 at 2.2. */
const CRITICAL = { B_star: 316_000, alpha_B: 0.217 };
const BATCHES = [512, 1024, 2048, 4096, 8192, 16384, 32768];
const LEAST = 2.2;

/** Steps to a loss: S_min is (3.2/(L − 1))⁵, and the hyperbola gives the rest. */
function stepsTo(loss: number, batch: number): number {
  return (3.2 / (loss - 1)) ** 5 * (1 + criticalBatchAt(CRITICAL, loss) / batch);
}

/** The loss after some steps, by bisection. */
function lossAfter(steps: number, batch: number): number {
  let [low, high] = [1.5, 5];
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (stepsTo(middle, batch) > steps) low = middle;
    else high = middle;
  }
  return low;
}

function analysed(batches: readonly number[], noise = () => 0): BatchAnalysis {
  const runs = batches.map((stepTokens) => {
    const tokens = stepTokens * Math.ceil(stepsTo(LEAST, stepTokens));
    return analysedRun(
      { width: 16, stepTokens, tokens },
      (_, seen) => lossAfter(seen / stepTokens, stepTokens) * Math.exp(noise()),
    );
  });
  const { batch } = analyse(requestFor(runs, { fits: ['batch'] }));
  if (batch === undefined) throw new Error('batches were not analysed');
  return batch;
}

test('curves of several batch sizes give back the law of the critical batch size', () => {
  const { law, levels } = analysed(BATCHES);
  for (const { hyperbola, leftOut, loss } of levels) {
    const { criticalBatch } = expectLaw(hyperbola);
    expect(criticalBatch.value / criticalBatchAt(CRITICAL, loss)).toBeCloseTo(1, 1);
    expect(leftOut).toEqual([]);
  }
  const { alpha_B, B_star } = expectLaw(law);
  expect(alpha_B.value / CRITICAL.alpha_B).toBeCloseTo(1, 1);
  expect(Math.abs(Math.log(B_star.value / CRITICAL.B_star))).toBeLessThan(0.1);
});

test('noisy curves give the critical batch size within its interval', () => {
  const normal = normals(1);
  for (const { hyperbola, loss } of analysed(BATCHES, () => 0.01 * normal()).levels) {
    const { criticalBatch } = expectLaw(hyperbola);
    expect(criticalBatch.low).toBeLessThan(criticalBatchAt(CRITICAL, loss));
    expect(criticalBatch.high).toBeGreaterThan(criticalBatchAt(CRITICAL, loss));
  }
});

test('a run that is below a loss from its first step on is left out, and the reason names its batch size', () => {
  const flat = analysedRun({ width: 16, stepTokens: 64, tokens: 64 * 30 }, () => 1.5);
  const runs = BATCHES.map((stepTokens) =>
    analysedRun(
      { width: 16, stepTokens, tokens: stepTokens * Math.ceil(stepsTo(LEAST, stepTokens)) },
      (_, seen) => lossAfter(seen / stepTokens, stepTokens),
    ),
  );
  const { batch } = analyse(requestFor([...runs, flat], { fits: ['batch'] }));
  for (const { leftOut, loss, runs: costs } of batch?.levels ?? []) {
    expect(costs.map((cost) => cost.batch)).toEqual(BATCHES);
    expect(leftOut).toEqual([
      expect.stringMatching(/^at 64 tokens a step the loss is below .* from its first step on: 1\.5$/),
    ]);
    expect(loss).toBeGreaterThan(LEAST);
  }
});
