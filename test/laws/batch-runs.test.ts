import { expect, test } from 'vitest';
import { batchRuns } from '../../src/laws/batch-runs.ts';
import type { BatchCurve } from '../../src/laws/batch-runs.ts';
import { criticalBatchAt, fitCriticalBatchLaw } from '../../src/laws/critical-batch-law.ts';
import { fitCriticalBatch } from '../../src/laws/critical-batch.ts';
import { normals } from '../../src/laws/normals.ts';
import { expectLaw } from './expect-law.ts';

/** B_crit of 2,000 tokens at 3 nats and 21,000 at 1.8. */
const CRITICAL = { B_star: 316_000, alpha_B: 0.217 };
const BATCHES = [512, 1024, 2048, 4096, 8192, 16384, 32768];
const LOSSES = [2.8, 2.5, 2.2, 2, 1.8];

/** A run whose S_min at loss L is (3.2/(L − 1))⁵ and whose steps are those of the hyperbola at B_crit(L). */
function curveAt(batch: number, noise = () => 0): BatchCurve {
  const exact = Array.from({ length: 400 }, (_, i) => 3.6 * (1.7 / 3.6) ** (i / 399));
  const steps = exact.map((loss) => (3.2 / (loss - 1)) ** 5 * (1 + criticalBatchAt(CRITICAL, loss) / batch));
  return { batch, curve: { steps, losses: exact.map((loss) => loss * Math.exp(noise())) } };
}

test('curves of several batch sizes give the law of the critical one back', () => {
  const curves = BATCHES.map((batch) => curveAt(batch));
  const measured = LOSSES.map((loss) => {
    const { runs, leftOut } = batchRuns(curves, loss);
    expect(leftOut).toEqual([]);
    const { criticalBatch } = expectLaw(fitCriticalBatch(runs, { replicates: 39 }));
    return { loss, batch: criticalBatch.value };
  });
  const { parameters } = expectLaw(fitCriticalBatchLaw(measured, { replicates: 39 }));
  expect(parameters.alpha_B / CRITICAL.alpha_B).toBeCloseTo(1, 2);
  expect(Math.abs(parameters.B_star / CRITICAL.B_star - 1)).toBeLessThan(0.02);
});

test('noisy curves give the critical batch size within its interval', () => {
  const normal = normals(1);
  const { runs } = batchRuns(
    BATCHES.map((batch) => curveAt(batch, () => 0.01 * normal())),
    2.2,
  );
  const { criticalBatch } = expectLaw(fitCriticalBatch(runs));
  expect(criticalBatch.low).toBeLessThan(criticalBatchAt(CRITICAL, 2.2));
  expect(criticalBatch.high).toBeGreaterThan(criticalBatchAt(CRITICAL, 2.2));
});

test('a curve that does not reach the loss is left out by its batch size', () => {
  const short = { batch: 64, curve: { steps: [1, 2, 4], losses: [4, 3.5, 3] } };
  const { runs, leftOut } = batchRuns([curveAt(512), short], 2);
  expect(runs.map(({ batch }) => batch)).toEqual([512]);
  expect(leftOut).toEqual(['at 64 tokens a step the loss never reaches 2: the lowest is 3']);
});
