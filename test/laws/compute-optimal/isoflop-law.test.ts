import { expect, test } from 'vitest';
import { fitIsoflopLaw } from '../../../src/laws/compute-optimal/isoflop-law.ts';
import { chinchillaOptimum } from '../../../src/laws/joint/optimal-allocation.ts';
import type { BudgetedRun } from '../../../src/laws/regression/run-point.ts';
import { fitLine } from '../../../src/laws/stats/line.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';
import { publishedRows } from '../../harness/laws/published-runs.ts';
import { BESIROGLU, chinchillaLoss } from '../../harness/laws/simulated-grid.ts';
import { fullTest } from '../../harness/tier.ts';

const BUDGETS = [1e18, 1e19, 1e20, 1e21];

/** Seven models per budget, a factor of 1.5 apart, around `centre(C)`. */
function sweep(
  loss: (parameters: number, tokens: number, compute: number) => number,
  centre: (compute: number) => number,
  noise: (compute: number) => number = () => 0,
): BudgetedRun[] {
  return BUDGETS.flatMap((compute) =>
    [-3, -2, -1, 0, 1, 2, 3].map((place) => {
      const parameters = centre(compute) * 1.5 ** place;
      const tokens = compute / (6 * parameters);
      return {
        compute,
        parameters,
        tokens,
        loss: loss(parameters, tokens, compute) * Math.exp(noise(compute)),
      };
    }),
  );
}

const optimalSize = (compute: number) => 0.2 * compute ** 0.47;
const parabolic = (parameters: number, _tokens: number, compute: number) =>
  40 * compute ** -0.06 * Math.exp(0.02 * Math.log(parameters / optimalSize(compute)) ** 2);
const chinchilla = (parameters: number, tokens: number) => chinchillaLoss(BESIROGLU, parameters, tokens);
const chinchillaSize = (compute: number) => chinchillaOptimum(BESIROGLU, compute).parameters;

test('noiseless parabolas give back exponents and optima', () => {
  const law = expectLaw(fitIsoflopLaw(sweep(parabolic, (compute) => 1.3 * optimalSize(compute))));
  expect(law.exponents.a.value).toBeCloseTo(0.47, 9);
  expect(law.exponents.b.value).toBeCloseTo(0.53, 9);
  expect(law.exponents.a.high - law.exponents.a.low).toBeLessThan(1e-6);
  for (const { compute, optimum, centring } of law.budgets) {
    expect(optimum.parameters / optimalSize(compute)).toBeCloseTo(1, 6);
    expect((6 * optimum.parameters * optimum.tokens) / compute).toBeCloseTo(1, 6);
    expect(centring).toBeLessThan(0.5);
  }
  expect(law.optimum(1e22).parameters / optimalSize(1e22)).toBeCloseTo(1, 6);
  expect(law.formula).toMatch(/^N_opt = 0\.2 · C\^0\.47, D_opt = 0\.833 · C\^0\.53$/);
});

test("a centred sweep of Chinchilla's law gives its exponent within 0.005", () => {
  const law = expectLaw(fitIsoflopLaw(sweep(chinchilla, chinchillaSize)));
  expect(Math.abs(law.exponents.a.value - 0.3658 / (0.3478 + 0.3658))).toBeLessThan(0.005);
});

test('centring shows a sweep whose sizes drift from the optimum', () => {
  const drifting = (compute: number) => chinchillaSize(compute) * (compute / 3e19) ** 0.12;
  const { budgets } = expectLaw(fitIsoflopLaw(sweep(chinchilla, drifting)));
  const centrings = budgets.map(({ centring }) => centring);
  expect(centrings).toEqual(centrings.toSorted((a, b) => b - a));
  expect(centrings[0] - centrings[3]).toBeGreaterThan(0.3);
});

fullTest('95 % intervals cover the truth 93 to 97 % of 1,000 times', () => {
  const normal = normals(11);
  const held = { a: 0, b: 0, optimum: 0 };
  const truth = optimalSize(1e22);
  for (let i = 0; i < 1000; i++) {
    const runs = sweep(parabolic, optimalSize, () => 0.0035 * normal());
    const law = expectLaw(fitIsoflopLaw(runs, { replicates: 79, seed: 7919 * i }));
    const { a, b } = law.exponents;
    const { parameters } = law.optimumBand(1e22);
    held.a += Number(a.low <= 0.47 && 0.47 <= a.high);
    held.b += Number(b.low <= 0.53 && 0.53 <= b.high);
    held.optimum += Number(parameters.low <= truth && truth <= parameters.high);
  }
  expect(Object.entries(held).filter(([, count]) => count < 930 || count > 970)).toEqual([]);
});

test('a budget with its minimum outside its range is left out, and the reason names it', () => {
  const centre = (compute: number) => (compute === 1e21 ? 4 : 1) * optimalSize(compute);
  const law = expectLaw(fitIsoflopLaw(sweep(parabolic, centre)));
  expect(law.budgets.length).toBe(3);
  expect(law.leftOut).toEqual([
    expect.stringMatching(
      /^the budget of 1 × 10²¹ FLOPs has its minimum outside its range of N: .* is not in /,
    ),
  ]);
});

test('too few budgets, runs without budgets and invalid numbers are refused', () => {
  const runs = sweep(parabolic, optimalSize);
  expect(fitIsoflopLaw(runs.slice(0, 14))).toEqual({
    refused: 'IsoFLOP parabolas need at least 3 budgets with a minimum: 2',
  });
  expect(fitIsoflopLaw([])).toEqual({
    refused: 'IsoFLOP parabolas need at least 3 budgets with a minimum: 0',
  });
  const scattered = runs.map((run, i) => ({ ...run, compute: 1e18 * 1.04 ** i }));
  expect(fitIsoflopLaw(scattered)).toMatchObject({
    refused: expect.stringContaining('must not spread beyond a factor of 1.2: 2.88') as string,
  });
  expect(fitIsoflopLaw([{ ...runs[0], compute: NaN }])).toEqual({
    refused: 'every C must be positive and finite: NaN',
  });
});

test.each([
  ['kaplan_plus_lm_head', 0.524],
  ['chinchilla_all_params', 0.366],
  ['transformer_only', 0.681],
])(
  "nanochat's optima, parameters counted as %s, lie on the published exponent %d",
  (convention, exponent) => {
    const rows = publishedRows('nanochat').filter((row) => row['convention'] === convention);
    const logs = (column: string) => rows.map((row) => Math.log(Number(row[column])));
    expect(fitLine(logs('flops'), logs('eff_params')).slope).toBeCloseTo(exponent, 3);
  },
);
