import { expect, test } from 'vitest';
import { fitEnvelopeLaw } from '../../../src/laws/compute-optimal/envelope-law.ts';
import { middlePoints } from '../../../src/laws/compute-optimal/frontier.ts';
import { chinchillaOptimum } from '../../../src/laws/joint/optimal-allocation.ts';
import { fitScalingLaw } from '../../../src/laws/power-law/scaling-law.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';
import { simulatedCurves } from '../../harness/laws/simulated-curves.ts';
import { BESIROGLU, chinchillaLoss } from '../../harness/laws/simulated-grid.ts';

test("the frontier of curves on Chinchilla's law falls like the optimum: floor E, exponent αβ/(α + β)", () => {
  const { frontier } = expectLaw(fitEnvelopeLaw(simulatedCurves({ models: 12 }), { replicates: 39 }));
  const fit = expectLaw(fitScalingLaw(middlePoints(frontier), { floor: 'always' }));
  const { alpha, beta, E } = BESIROGLU;
  expect(fit.law.points.length).toBe(10);
  expect(fit.law.floor).toBeCloseTo(E, 1);
  expect(fit.law.exponent).toBeCloseTo((alpha * beta) / (alpha + beta), 1);
  const { parameters, tokens } = chinchillaOptimum(BESIROGLU, 1e21);
  expect(fit.law.predict(1e21) / chinchillaLoss(BESIROGLU, parameters, tokens)).toBeCloseTo(1, 2);
  expect(fit.formula('C')).toMatch(/^L\(C\) = 1\.8/);
});

test('a frontier of two models is refused', () => {
  const frontier = [1e18, 2e18, 1e19].map((compute, i) => ({
    compute,
    parameters: i < 2 ? 1e8 : 2e8,
    tokens: 1e10,
    loss: 3 - i / 10,
  }));
  expect(fitScalingLaw(middlePoints(frontier))).toEqual({
    refused: 'a power law needs at least 3 points: there are 2',
  });
});
