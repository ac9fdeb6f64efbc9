import { expect, test } from 'vitest';
import { smoothCurve } from '../../../src/laws/curves/smooth-curve.ts';
import type { LossCurve } from '../../../src/laws/curves/smooth-curve.ts';
import { stepsToLoss } from '../../../src/laws/curves/steps-to-loss.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';

/** 4·S^−0.1 nats at every step. */
function powerLaw(count: number, noise = () => 0): LossCurve {
  const steps = Array.from({ length: count }, (_, i) => i + 1);
  return { steps, losses: steps.map((step) => 4 * step ** -0.1 * Math.exp(noise())) };
}

test('smoothing leaves a power law as it is', () => {
  const curve = powerLaw(3000);
  const { losses } = smoothCurve(curve);
  for (let i = 0; i < 3000; i += 7) expect(losses[i] / curve.losses[i]).toBeCloseTo(1, 9);
});

test('smoothing is the line of least squares through the window of each step', () => {
  const normal = normals(1);
  const curve = powerLaw(300, () => 0.1 * normal());
  const smoothed = smoothCurve(curve, 0.2).losses;
  for (const at of [1, 3, 10, 57, 250, 300]) {
    const window = Array.from(curve.steps).filter((step) => step >= 0.8 * at && step <= at / 0.8);
    const x = window.map((step) => Math.log(step / at));
    const y = window.map((step) => Math.log(curve.losses[step - 1]));
    const [sumX, sumY] = [x, y].map((values) => values.reduce((sum, value) => sum + value, 0));
    const sumXX = x.reduce((sum, value) => sum + value * value, 0);
    const sumXY = x.reduce((sum, value, i) => sum + value * y[i], 0);
    const n = x.length;
    const height = n === 1 ? y[0] : (sumXX * sumY - sumX * sumXY) / (n * sumXX - sumX * sumX);
    expect(Math.log(smoothed[at - 1])).toBeCloseTo(height, 9);
  }
});

test('the noise of a smoothed curve equals the noise of the mean of its window', () => {
  const normal = normals(2);
  const exact = powerLaw(4000).losses;
  const { losses } = smoothCurve(powerLaw(4000, () => 0.1 * normal()));
  const tail = Array.from({ length: 1000 }, (_, i) => Math.log(losses[2500 + i] / exact[2500 + i]));
  const rms = Math.sqrt(tail.reduce((sum, value) => sum + value * value, 0) / tail.length);
  expect(rms).toBeLessThan((2 * 0.1) / Math.sqrt(600));
});

test('a loss on a power law is reached at the step of the law, between whole steps', () => {
  const { steps, tokens } = expectLaw(stepsToLoss(powerLaw(2000), 2.1, { tokensPerStep: 1024 }));
  expect(steps / (4 / 2.1) ** 10).toBeCloseTo(1, 6);
  expect(tokens / steps).toBeCloseTo(1024, 9);
});

test('noise is smoothed away before the loss is searched for', () => {
  const normal = normals(3);
  const { steps } = expectLaw(
    stepsToLoss(
      powerLaw(4000, () => 0.05 * normal()),
      1.9,
      { tokensPerStep: 1 },
    ),
  );
  expect(Math.abs(steps / (4 / 1.9) ** 10 - 1)).toBeLessThan(0.1);
});

test('without smoothing the first loss that is low enough decides', () => {
  const curve = { steps: [1, 2, 4, 8], losses: [4, 2, 3, 1] };
  const { steps } = expectLaw(stepsToLoss(curve, 2, { tokensPerStep: 1, reach: 0 }));
  expect(steps).toBe(2);
});

test.each<[string, LossCurve, number]>([
  ['the loss never reaches 1.5: the lowest is 2', powerLaw(1024), 1.5],
  ['the loss is below 5 from its first step on: 4', powerLaw(10), 5],
  ['a curve needs at least 1 point: 0', { steps: [], losses: [] }, 2],
  ['a curve needs a loss at each step: 1 at 2 steps', { steps: [1, 2], losses: [3] }, 2],
  ['the steps of a curve must ascend: 2 follows 2', { steps: [2, 2], losses: [3, 2] }, 2],
  ['every step must be positive and finite: 0', { steps: [0, 1], losses: [3, 2] }, 2],
  ['every loss must be positive and finite: NaN', { steps: [1, 2], losses: [3, NaN] }, 2],
  ['every loss to reach must be positive and finite: -1', powerLaw(10), -1],
])('refuses: %s', (refused, curve, loss) => {
  expect(stepsToLoss(curve, loss, { tokensPerStep: 8 })).toEqual({ refused });
});
