import { expect, test } from 'vitest';
import { fitPowerLaw } from '../../../src/laws/power-law/power-law.ts';
import { fitScalingLaw } from '../../../src/laws/power-law/scaling-law.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';
import { sweepSizes } from '../../harness/laws/simulated-sweep.ts';

/** Validation losses of the default recipe at 4.10M tokens, d = 12 to 96, trained in PyTorch. */
const LOSSES = [1.765, 1.612, 1.436, 1.322, 1.236, 1.185, 1.137];
const POINTS = sweepSizes(7).map((x, i) => ({ x, loss: LOSSES[i] }));

test.each(['huber', 'squares'] as const)(
  'the recorded sweep has a floor near 1.01 and α near 0.44 (%s)',
  (criterion) => {
    const fit = expectLaw(fitScalingLaw(POINTS, { criterion }));
    expect(fit.law.hasFloor).toBe(true);
    expect(fit.reason).toMatch(
      /^A power law with a floor: a floor improves the fit by 24\.\d, and AICc asks for at least 14\.0/,
    );
    expect(Math.abs(fit.law.exponent - 0.44)).toBeLessThan(0.01);
    expect(Math.abs(fit.law.floor - 1.01)).toBeLessThan(0.01);
    expect(fit.intervals.exponent.low).toBeGreaterThan(0.3);
    expect(fit.intervals.exponent.high).toBeLessThan(0.6);
  },
);

test('with a floor the recorded sweep fits to 0.5 %, without one to 2.9 %', () => {
  for (const [floor, percent] of [
    [true, 0.5],
    [false, 2.9],
  ] as const) {
    const { residuals } = expectLaw(fitPowerLaw(POINTS, { floor, criterion: 'squares' }));
    const rms = Math.sqrt(residuals.reduce((sum, r) => sum + r * r, 0) / residuals.length);
    expect(100 * rms).toBeCloseTo(percent, 1);
  }
});

test.each([
  ['huber', 0.004],
  ['squares', 0.002],
] as const)('five widths with a floor predict the two largest (%s)', (criterion, tolerance) => {
  const fit = expectLaw(fitScalingLaw(POINTS.slice(0, 5), { floor: 'always', criterion }));
  const [sixth, seventh] = POINTS.slice(5);
  expect(Math.abs(fit.law.predict(sixth.x) - 1.177)).toBeLessThan(tolerance);
  expect(Math.abs(fit.law.predict(seventh.x) - 1.117)).toBeLessThan(tolerance);
  for (const { x, loss: truth } of [sixth, seventh]) {
    const { low, high } = fit.ring(x);
    expect(truth).toBeGreaterThan(low);
    expect(truth).toBeLessThan(high);
  }
});
