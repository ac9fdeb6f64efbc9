import { expect, test } from 'vitest';
import { compareApproaches, endsOf } from '../../../src/laws/compute-optimal/approaches.ts';
import { PUBLISHED_EXPONENTS } from '../../../src/laws/published/published-exponents.ts';
import type { BudgetedRun } from '../../../src/laws/regression/run-point.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';
import { optimalAllocation } from '../../harness/laws/optimal-allocation.ts';
import { simulatedCurves } from '../../harness/laws/simulated-curves.ts';
import { BESIROGLU, chinchillaLoss } from '../../harness/laws/simulated-grid.ts';

const A = BESIROGLU.beta / (BESIROGLU.alpha + BESIROGLU.beta);
const MODELS = 9;
const CURVES = simulatedCurves({ models: MODELS });

/** Also one run of each model that ends with each of four budgets, if that needs 1 to 900 tokens per parameter. */
const ISOFLOP: BudgetedRun[] = [1e18, 1e19, 1e20, 1e21].flatMap((compute) =>
  CURVES.filter((_, i) => i % 40 === 0).flatMap(({ parameters }) => {
    const tokens = compute / (6 * parameters);
    const run = `${parameters} for ${compute}`;
    if (tokens < parameters || tokens > 900 * parameters) return [];
    return [{ parameters, tokens, compute, run, loss: chinchillaLoss(BESIROGLU, parameters, tokens) }];
  }),
);

const ALL = [...CURVES, ...ISOFLOP];

test('all three approaches find the exponents of one law', () => {
  const approaches = compareApproaches(ALL, endsOf(ALL), { replicates: 39 });
  expect(approaches.map(({ number }) => number)).toEqual([1, 2, 3]);
  for (const { law } of approaches) {
    const { exponents, optimum, optimumBand } = expectLaw(law);
    expect(Math.abs(exponents.a.value - A)).toBeLessThan(0.03);
    expect(exponents.a.value + exponents.b.value).toBeCloseTo(1, 2);
    const searched = optimalAllocation(
      ({ parameters, tokens }) => chinchillaLoss(BESIROGLU, parameters, tokens),
      1e20,
    );
    expect(Math.abs(Math.log(optimum(1e20).parameters / searched.parameters))).toBeLessThan(0.1);
    const { low, high } = optimumBand(1e20).tokens;
    expect(low).toBeLessThanOrEqual(optimum(1e20).tokens);
    expect(high).toBeGreaterThanOrEqual(optimum(1e20).tokens);
  }
});

test('with curves alone only the parabolas are refused', () => {
  const ragged = CURVES.filter(
    ({ run, tokens, parameters }) => run !== 'model 4' || tokens < 50 * parameters,
  );
  const [envelope, parabolas, jointLaw] = compareApproaches(ragged, endsOf(ragged), { replicates: 39 });
  expectLaw(envelope.law);
  expect(parabolas.law).toMatchObject({
    refused: expect.stringContaining('IsoFLOP parabolas need') as string,
  });
  expectLaw(jointLaw.law);
});

test('with the ends of runs alone only the envelope is refused', () => {
  const [envelope, parabolas, jointLaw] = compareApproaches(ISOFLOP, endsOf(ISOFLOP), { replicates: 39 });
  expect(envelope.law).toEqual({ refused: 'approach 1 needs training curves: no run has two points' });
  expectLaw(parabolas.law);
  expectLaw(jointLaw.law);
});

test('progress counts over all three approaches', () => {
  const told: number[][] = [];
  compareApproaches(ALL, endsOf(ALL), {
    replicates: 39,
    onProgress: (done, total) => told.push([done, total]),
  });
  expect(told).toEqual(Array.from({ length: 117 }, (_, i) => [i + 1, 117]));
});

test('published exponents of N and D add up to one, to their digits', () => {
  for (const { a, b } of PUBLISHED_EXPONENTS) expect(a.value + b.value).toBeCloseTo(1, 9);
});
