import { expect, test } from 'vitest';
import { aicc, aiccCharge } from '../../../src/laws/stats/aicc.ts';

test.each([
  [6, 30],
  [7, 14],
  [8, 9.3],
])('at %i points the penalty of a floor is %f', (n, charge) => {
  expect(aiccCharge(n, 3) - aiccCharge(n, 2)).toBeCloseTo(charge, 1);
});

test('too few points have an infinite penalty', () => {
  expect(aiccCharge(5, 3)).toBe(Infinity);
  expect(aiccCharge(4, 2)).toBe(Infinity);
});

test('the criterion of squares equals the maximum of the normal likelihood', () => {
  const residuals = Float64Array.of(0.1, -0.2, 0.1, 0, 0.3, -0.3, 0.1, -0.1);
  const variance = 0.26 / 8;
  const logLikelihood = residuals.reduce(
    (sum, r) => sum - 0.5 * Math.log(2 * Math.PI * variance) - (r * r) / (2 * variance),
    0,
  );
  expect(aicc(residuals, 2, 'squares')).toBeCloseTo(-2 * logLikelihood + aiccCharge(8, 2), 10);
});

test("the criterion of Huber's loss equals the maximum of the Laplace likelihood", () => {
  const residuals = Float64Array.of(0.1, -0.2, 0.1, 0, 0.3, -0.3, 0.1, -0.1);
  const width = 1.2 / 8;
  const logLikelihood = residuals.reduce((sum, r) => sum - Math.log(2 * width) - Math.abs(r) / width, 0);
  expect(aicc(residuals, 2, 'huber')).toBeCloseTo(-2 * logLikelihood + aiccCharge(8, 2), 10);
});

test('an exact fit has a finite criterion', () => {
  expect(Number.isFinite(aicc(new Float64Array(8), 3, 'huber'))).toBe(true);
});
