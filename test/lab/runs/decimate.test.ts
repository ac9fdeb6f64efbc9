import { expect, test } from 'vitest';
import { emptyCurve, extended } from '../../../src/lab/runs/curve.ts';
import { decimate } from '../../../src/lab/runs/decimate.ts';

const STEPS = 40_000;

/** A falling, jagged curve with one spike up and one down. */
function jagged(lanes: number) {
  const losses = Float32Array.from({ length: STEPS * lanes }, (_, i) => {
    const step = Math.floor(i / lanes) + 1;
    return 4 / step ** 0.1 + 0.1 * Math.sin(i * i);
  });
  losses[12_345 * lanes] = 9;
  losses[23_456 * lanes + lanes - 1] = 0.25;
  return extended(emptyCurve(lanes), 0, losses);
}

test.each(['log', 'linear'] as const)('a few hundred spans on a %s axis contain every extreme', (axis) => {
  const curve = jagged(1);
  const spans = decimate(curve, axis, STEPS);
  expect(spans.length).toBeLessThanOrEqual(400);
  expect(Math.max(...spans.map(({ high }) => high))).toBe(9);
  expect(Math.min(...spans.map(({ low }) => low))).toBe(0.25);
  for (const { first, last, low, high } of spans) {
    const within = curve.losses.slice(first - 1, last);
    expect(low).toBe(Math.min(...within));
    expect(high).toBe(Math.max(...within));
  }
});

test.each(['log', 'linear'] as const)('spans on a %s axis have no gaps and cover every step', (axis) => {
  const spans = decimate(jagged(1), axis, STEPS);
  spans.forEach(({ first }, i) => expect(first).toBe((spans[i - 1]?.last ?? 0) + 1));
  expect(spans.at(-1)?.last).toBe(STEPS);
});

test('complete spans do not change while the curve grows', () => {
  const whole = jagged(1);
  const part = extended(emptyCurve(1), 0, whole.losses.slice(0, 5000));
  const passed = (spans: { first: number; last: number }[]) =>
    spans.filter(({ last }) => last < 4500).map(({ first, last }) => [first, last]);
  expect(passed(decimate(part, 'log', STEPS))).toEqual(passed(decimate(whole, 'log', STEPS)));
});

test('the mean of a constant curve is the constant, and the first steps are not smoothed', () => {
  const constant = extended(emptyCurve(2), 0, new Float32Array(2000).fill(1.5));
  for (const { mean } of decimate(constant, 'log', 1000)) expect(mean).toBeCloseTo(1.5, 6);
  const steep = extended(emptyCurve(1), 0, Float32Array.of(4, 3, 2));
  expect(decimate(steep, 'log', 3).map(({ mean }) => mean)).toEqual([4, 3, 2]);
});

test('the mean is over the steps within a tenth', () => {
  const curve = extended(
    emptyCurve(1),
    0,
    Float32Array.from({ length: 200 }, (_, i) => i + 1),
  );
  const span = decimate(curve, 'linear', 200).find(({ first }) => first === 100);
  // Steps 91 to 110.
  expect(span?.mean).toBeCloseTo(100.5, 6);
});

test('the extremes of several lanes are those of their mean, however far the lanes are apart', () => {
  const losses = Float32Array.of(1, 5, 2, 8, 3, 5);
  const [span] = decimate({ lanes: 2, steps: 3, losses }, 'linear', 900, 'none');
  expect(span).toMatchObject({ first: 1, last: 3, low: 3, high: 5, mean: 4 });
});

test('a lane that diverges leaves the mean of the others', () => {
  const losses = Float32Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 2 : i > 20 ? NaN : 3));
  const spans = decimate({ lanes: 2, steps: 20, losses }, 'linear', 20, 'none');
  expect(spans.every(({ high, low, mean }) => [high, low, mean].every(Number.isFinite))).toBe(true);
  expect([spans[0]?.mean, spans.at(-1)?.mean]).toEqual([2.5, 2]);
});
