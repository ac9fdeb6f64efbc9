import { expect, test } from 'vitest';
import { KaplanForm } from '../../../src/laws/joint/kaplan-law.ts';
import { fitKaplanLaw } from '../../../src/laws/joint/kaplan-law.ts';
import { derivativeError } from '../../harness/laws/derivative-error.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';
import { jointLawCoverage } from '../../harness/laws/joint-law-coverage.ts';
import { optimalAllocation } from '../../harness/laws/optimal-allocation.ts';
import { grid } from '../../harness/laws/simulated-grid.ts';
import { strays } from '../../harness/laws/strays.ts';
import { fullTest } from '../../harness/tier.ts';

/** Kaplan et al. 2020, table 2. */
const KAPLAN = { N_c: 6.4e13, D_c: 1.8e13, alpha_N: 0.076, alpha_D: 0.103 };

function kaplanLoss(parameters: number, tokens: number): number {
  const { N_c, D_c, alpha_N, alpha_D } = KAPLAN;
  return ((N_c / parameters) ** (alpha_N / alpha_D) + D_c / tokens) ** alpha_D;
}

test.each(['huber', 'squares'] as const)(
  "noiseless runs give back Kaplan's constants, by %s",
  (criterion) => {
    const { parameters, agreeing, starts, formula } = expectLaw(
      fitKaplanLaw(grid(kaplanLoss, [5, 4]), { criterion, replicates: 39 }),
    );
    for (const name of ['N_c', 'D_c', 'alpha_N', 'alpha_D'] as const)
      expect(Math.abs(parameters[name] / KAPLAN[name] - 1)).toBeLessThan(1e-6);
    expect(agreeing).toBeGreaterThan(starts / 2);
    expect(formula).toBe('L(N, D) = [(6.4 × 10¹³ / N)^0.738 + 1.8 × 10¹³ / D]^0.103');
  },
);

test('overfitting is the loss over the loss on endless data, minus 1', () => {
  const law = expectLaw(fitKaplanLaw(grid(kaplanLoss, [5, 4]), { replicates: 39 }));
  const endless = kaplanLoss(1e9, 1e30);
  expect(law.overfitting(1e9, 1e9)).toBeCloseTo(kaplanLoss(1e9, 1e9) / endless - 1, 6);
});

test('the numerical optimum satisfies its first-order condition', () => {
  const compute = 1e21;
  const { parameters } = optimalAllocation(({ parameters: N, tokens }) => kaplanLoss(N, tokens), compute);
  const ratio = KAPLAN.alpha_N / KAPLAN.alpha_D;
  const closed = ((ratio * KAPLAN.N_c ** ratio * compute) / (6 * KAPLAN.D_c)) ** (1 / (1 + ratio));
  expect(parameters / closed).toBeCloseTo(1, 5);
});

test('gradient and Hessian equal finite differences', () => {
  const points = grid(kaplanLoss, [3, 3]);
  expect(derivativeError(new KaplanForm(points), points, [9.1, 8.7, 0.8, 0.11])).toBeLessThan(1e-7);
});

fullTest('95 % intervals of twelve runs by squares cover the truth 93 to 97 % of 1,000 times', () => {
  const held = jointLawCoverage({
    simulate: (noise) => grid(kaplanLoss, [4, 3], noise),
    fit: fitKaplanLaw,
    criterion: 'squares',
    sweeps: 1000,
    truth: { alpha_N: KAPLAN.alpha_N, alpha_D: KAPLAN.alpha_D },
    far: { parameters: 1e11, tokens: 1e12, loss: kaplanLoss(1e11, 1e12) },
    deviation: 0.01,
  });
  expect(strays(held, 1000)).toEqual([]);
});

test('refuses runs that do not determine it', () => {
  expect(fitKaplanLaw(grid(kaplanLoss, [2, 2]))).toEqual({
    refused: "Kaplan's law needs at least 5 runs: 4",
  });
  expect(fitKaplanLaw(grid(() => 2, [4, 4]))).toHaveProperty('refused');
});
