import { expect, test } from 'vitest';
import { findKnee } from '../../../src/laws/curves/knee.ts';
import { logBins } from '../../../src/laws/curves/log-bins.ts';
import type { LossCurve } from '../../../src/laws/curves/smooth-curve.ts';
import { fitBrokenLine } from '../../../src/laws/stats/broken-line.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';

/** Log loss falls by these powers of the step, which change at these steps; `count` steps evenly spaced on a log axis. */
function broken(slopes: readonly number[], knots: readonly number[], count = 40, noise = () => 0): LossCurve {
  const steps = Array.from({ length: count }, (_, i) => 10_000 ** (i / (count - 1)));
  const losses = steps.map((step) => {
    const bends = knots.map((knot, j) => (slopes[j + 1] - slopes[j]) * Math.max(Math.log(step / knot), 0));
    return 4.5 * Math.exp(slopes[0] * Math.log(step) + bends.reduce((sum, bend) => sum + bend, 0) + noise());
  });
  return { steps, losses };
}

test('the knee of a noiseless curve is found between its points', () => {
  const { step, slopes, segments } = expectLaw(findKnee(broken([-0.25, -0.07], [230])));
  expect(step.value / 230).toBeCloseTo(1, 6);
  expect(slopes.before).toBeCloseTo(-0.25, 6);
  expect(slopes.after).toBeCloseTo(-0.07, 6);
  expect(segments).toBe(2);
});

test('a plateau before the transient is distinguished from the knee after it', () => {
  const { step, slopes, segments } = expectLaw(findKnee(broken([-0.01, -0.3, -0.06], [20, 510])));
  expect(step.value / 510).toBeCloseTo(1, 6);
  expect(slopes.before).toBeCloseTo(-0.3, 6);
  expect(slopes.after).toBeCloseTo(-0.06, 6);
  expect(segments).toBe(3);
});

test('the unit of the loss does not move the knee, and the unit of the steps scales it', () => {
  const normal = normals(1);
  const { steps, losses } = broken([-0.25, -0.07], [230], 40, () => 0.01 * normal());
  const knee = expectLaw(findKnee({ steps, losses }));
  const inBits = expectLaw(findKnee({ steps, losses: Array.from(losses, (loss) => loss / Math.LN2) }));
  const inTokens = expectLaw(findKnee({ steps: Array.from(steps, (step) => 1024 * step), losses }));
  expect(inBits.step.value / knee.step.value).toBeCloseTo(1, 6);
  expect(inTokens.step.value / knee.step.value / 1024).toBeCloseTo(1, 6);
});

test('95 % intervals of the knee cover the truth 93 to 97 % of 1,000 times', () => {
  const normal = normals(2);
  let held = 0;
  for (let i = 0; i < 1000; i++) {
    const { x, y } = logBins(
      broken([-0.3, -0.06], [230], 40, () => 0.02 * normal()),
      40,
    );
    const line = fitBrokenLine(x, y, 1);
    const [knot, error] = [line?.knots[0] ?? NaN, line?.errors[0] ?? NaN];
    held += Number(Math.abs(knot - Math.log(230)) <= 2.028 * error);
  }
  expect(held).toBeGreaterThanOrEqual(930);
  expect(held).toBeLessThanOrEqual(970);
});

test('the broken line fits at least as well as any line with knots on a fine grid', () => {
  const normal = normals(3);
  const { x, y } = logBins(
    broken([-0.02, -0.3, -0.06], [20, 510], 24, () => 0.03 * normal()),
    24,
  );
  const squares = fitBrokenLine(x, y, 2)?.squares ?? Infinity;
  const inner = Array.from({ length: 60 }, (_, i) => x[2] + ((x[21] - x[2]) * i) / 59);
  for (const first of inner)
    for (const second of inner.filter((knot) => knot > first + 3 * (x[1] - x[0])))
      expect(squaresWith(x, y, [first, second])).toBeGreaterThan(squares * (1 - 1e-9));
});

/** Squares of the least-squares line with given knots, by Gram–Schmidt. */
function squaresWith(x: readonly number[], y: readonly number[], knots: readonly number[]): number {
  const columns = [x.map(() => 1), [...x], ...knots.map((knot) => x.map((at) => Math.max(at - knot, 0)))];
  const basis: number[][] = [];
  const without = (from: readonly number[]) =>
    basis.reduce((rest, unit) => {
      const part = rest.reduce((sum, value, i) => sum + value * unit[i], 0);
      return rest.map((value, i) => value - part * unit[i]);
    }, from.slice());
  for (const column of columns) {
    const rest = without(column);
    const length = Math.hypot(...rest);
    basis.push(rest.map((value) => value / length));
  }
  return without(y).reduce((sum, value) => sum + value * value, 0);
}

test('every decade of a curve of all steps has the same weight', () => {
  const steps = Array.from({ length: 4000 }, (_, i) => i + 1);
  const losses = steps.map((step) => (step < 60 ? 4 * step ** -0.3 : 4 * 60 ** -0.24 * step ** -0.06));
  const { step } = expectLaw(findKnee({ steps, losses }));
  expect(Math.abs(step.value / 60 - 1)).toBeLessThan(0.05);
});

test('refuses a straight curve', () => {
  const normal = normals(4);
  const straight = broken([-0.1], [], 40, () => 0.02 * normal());
  expect(findKnee(straight)).toEqual({
    refused: expect.stringMatching(
      /^a straight line does as well as a broken one: its AICc is lower by \d/,
    ) as string,
  });
});

test('at most 5 of 100 straight noisy curves get a knee', () => {
  const normal = normals(5);
  const curves = Array.from({ length: 100 }, () => broken([-0.1], [], 40, () => 0.02 * normal()));
  expect(curves.filter((curve) => !('refused' in findKnee(curve))).length).toBeLessThanOrEqual(5);
});

test('refuses a curve that only gets steeper', () => {
  expect(findKnee(broken([-0.05, -0.3], [200]))).toEqual({
    refused: 'the curve never gets flatter: its slopes are -0.050, -0.30',
  });
});

test('refuses points that are not curves, and curves that are too short', () => {
  expect(findKnee(broken([-0.3, -0.1], [100], 5))).toEqual({
    refused: 'a knee needs at least 6 points on a log axis: 5',
  });
  expect(findKnee({ steps: [1, 2], losses: [1, 0] })).toEqual({
    refused: 'every loss must be positive and finite: 0',
  });
});
