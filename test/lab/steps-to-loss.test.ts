import { expect, test } from 'vitest';
import { emptyCurve, extended } from '../../src/lab/curve.ts';
import { kneeOf } from '../../src/lab/knee.ts';
import { smoothedLane, stepsToLoss } from '../../src/lab/steps-to-loss.ts';

const STEPS = 4000;

/** Two lanes: 6 / step^0.2, jagged, and the same half as high. */
const curve = extended(
  emptyCurve(2),
  0,
  Float32Array.from({ length: 2 * STEPS }, (_, i) => {
    const step = Math.floor(i / 2) + 1;
    return ((6 / step ** 0.2) * (1 + 0.02 * Math.sin(step * step))) / (1 + (i % 2));
  }),
);

test.each([2.5, 1.8, 1.3])('a power law comes down to %d when it should', (loss) => {
  const steps = stepsToLoss(smoothedLane(curve, 0), loss) ?? NaN;
  expect(Math.abs(Math.log(steps / (6 / loss) ** 5))).toBeLessThan(0.1);
});

test('lanes are smoothed apart', () => {
  const [first, second] = [smoothedLane(curve, 0), smoothedLane(curve, 1)];
  expect(second.at(-1)?.loss).toBeCloseTo((first.at(-1)?.loss ?? NaN) / 2, 2);
});

test('a loss that a curve has not come down to has no steps, and one above its start takes the first', () => {
  const smoothed = smoothedLane(curve, 0);
  expect(stepsToLoss(smoothed, 0.5)).toBeNull();
  expect(stepsToLoss(smoothed, 50)).toBe(1);
  expect(stepsToLoss([], 1)).toBeNull();
});

test('the knee of a curve that falls fast to step 100 and slowly after is there', () => {
  const bent = Float32Array.from({ length: STEPS }, (_, i) =>
    i < 100 ? 4 / (i + 1) ** 0.25 : (4 / 100 ** 0.25) * (100 / (i + 1)) ** 0.03,
  );
  const knee = kneeOf(extended(emptyCurve(1), 0, bent));
  expect(knee?.step).toBeGreaterThan(90);
  expect(knee?.step).toBeLessThan(115);
});

test('a straight curve, one that bends the other way and a short one have no knee', () => {
  const of = (loss: (step: number) => number, steps = STEPS) =>
    kneeOf(
      extended(
        emptyCurve(1),
        0,
        Float32Array.from({ length: steps }, (_, i) => loss(i + 1)),
      ),
    );
  expect(of((step) => 5 - step / 1000)).toBeNull();
  expect(of((step) => 1 / step, 5)).toBeNull();
});
