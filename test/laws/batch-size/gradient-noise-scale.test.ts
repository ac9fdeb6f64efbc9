import { expect, test } from 'vitest';
import { gradientNoiseScale } from '../../../src/laws/batch-size/gradient-noise-scale.ts';
import type { GradientNorms } from '../../../src/laws/batch-size/gradient-noise-scale.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';

const SIZE = 20;
const SMALL = 4;
const BIG = 64;
/** |G|² of 2 and, with a variance of 5 in each direction, tr Σ of 100: a noise scale of 50. */
const GRADIENT = Array.from({ length: SIZE }, () => Math.sqrt(2 / SIZE));
const DEVIATION = Math.sqrt(5);

/** The squared norm of the mean gradient of a batch, drawn from the distribution of the sum over its examples. */
function squaredNorm(batch: number, normal: () => number): number {
  return GRADIENT.reduce((sum, g) => sum + (g + (DEVIATION * normal()) / Math.sqrt(batch)) ** 2, 0);
}

function measurements(count: number, normal: () => number): GradientNorms[] {
  return Array.from({ length: count }, () => ({
    small: squaredNorm(SMALL, normal),
    big: squaredNorm(BIG, normal),
  }));
}

test('expected norms give back |G|², tr Σ and their ratio', () => {
  const exact = { small: 2 + 100 / SMALL, big: 2 + 100 / BIG };
  const scale = expectLaw(gradientNoiseScale([exact], SMALL, BIG));
  expect(scale.squaredGradient).toBeCloseTo(2, 12);
  expect(scale.trace).toBeCloseTo(100, 10);
  expect(scale.noiseScale).toBeCloseTo(50, 10);
  expect(scale.interval).toBeNull();
});

test('counting batches in tokens multiplies the noise scale by the tokens of an example', () => {
  const drawn = measurements(50, normals(1));
  const [examples, tokens] = [1, 128].map((unit) =>
    expectLaw(gradientNoiseScale(drawn, SMALL * unit, BIG * unit)),
  );
  expect(tokens.noiseScale / examples.noiseScale).toBeCloseTo(128, 9);
  expect((tokens.interval?.high ?? 0) / (examples.interval?.high ?? 1)).toBeCloseTo(128, 6);
});

test('the scale of the loss does not change the noise scale', () => {
  const drawn = measurements(50, normals(2));
  const scaled = drawn.map(({ small, big }) => ({ small: 9 * small, big: 9 * big }));
  const [one, three] = [drawn, scaled].map((all) => expectLaw(gradientNoiseScale(all, SMALL, BIG)));
  expect(three.noiseScale / one.noiseScale).toBeCloseTo(1, 12);
});

test('95 % intervals of 40 measurements cover the truth 93 to 97 % of 1,000 times', () => {
  const normal = normals(3);
  let held = 0;
  for (let i = 0; i < 1000; i++) {
    const { interval } = expectLaw(gradientNoiseScale(measurements(40, normal), SMALL, BIG));
    held += Number(interval !== null && interval.low <= 50 && 50 <= interval.high);
  }
  expect(held).toBeGreaterThanOrEqual(930);
  expect(held).toBeLessThanOrEqual(970);
});

test('few measurements that do not distinguish |G|² from 0 have no upper bound', () => {
  const drawn = [
    { small: 27, big: 5.2 },
    { small: 25, big: 1.1 },
    { small: 29, big: 4.1 },
  ];
  const { interval, noiseScale } = expectLaw(gradientNoiseScale(drawn, SMALL, BIG));
  expect(interval?.high).toBe(Infinity);
  expect(interval?.low).toBeGreaterThan(0);
  expect(interval?.low).toBeLessThan(noiseScale);
});

test.each<[string, GradientNorms[], number, number]>([
  ['a noise scale needs at least 1 measurement: 0', [], 4, 64],
  ['the large batch must be larger than the small one: 4 is not above 4', [{ small: 2, big: 1 }], 4, 4],
  ['the estimate of |G|² must be positive: -0.067 over 1 measurement', [{ small: 32, big: 1.9375 }], 4, 64],
  ['the estimate of tr Σ must be positive: -4.3 over 1 measurement', [{ small: 1, big: 2 }], 4, 64],
  ['every squared norm must be positive and finite: NaN', [{ small: NaN, big: 2 }], 4, 64],
  ['every batch size must be positive and finite: 0', [{ small: 2, big: 1 }], 0, 64],
])('refuses: %s', (refused, drawn, small, big) => {
  expect(gradientNoiseScale(drawn, small, big)).toEqual({ refused });
});
