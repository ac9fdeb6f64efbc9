import { describe, expect, test } from 'vitest';
import { floorInterval } from '../../../src/laws/power-law/floor-interval.ts';
import { isRefusal } from '../../../src/laws/refusal.ts';
import { worldNoise } from '../../harness/laws/law-worlds.ts';

const SIZES = [1536, 3456, 6144, 13_824, 24_576, 98_304];
const SEEDS = [12, 12, 12, 6, 6, 2];

/** Losses of seeds about a law, with a standard deviation in nats. */
function drawn(lossAt: (x: number) => number, deviation: number, seed: number, seeds = SEEDS) {
  const normal = worldNoise(Math.imul(seed, 0x9e3779b1));
  return SIZES.flatMap((x, i) =>
    Array.from({ length: seeds[i] ?? 0 }, () => ({ x, loss: lossAt(x) + deviation * normal() })),
  );
}

const floored = (x: number): number => 0.704 + 0.0446 * (x / 1536) ** -0.36;
const pure = (x: number): number => 0.75 * (x / 1536) ** -0.0115;

/** The share of 400 sweeps whose interval holds the floor of their law. */
function coverage(lossAt: (x: number) => number, floor: number): number {
  const covered = Array.from({ length: 400 }, (_, seed) => {
    const found = floorInterval(drawn(lossAt, 0.0038, seed + 1));
    return !isRefusal(found) && found.low <= floor && floor <= found.high;
  });
  return covered.filter(Boolean).length / covered.length;
}

describe('the 95 % interval of a floor', () => {
  test('holds it in 93 % to 99 % of sweeps', () => {
    expect(coverage(floored, 0.704)).toBeGreaterThan(0.93);
    expect(coverage(floored, 0.704)).toBeLessThan(0.99);
  });

  test('reaches down to 0 where there is none, in at least 93 %', () => {
    expect(coverage(pure, 0)).toBeGreaterThan(0.93);
  });

  test('shrinks around the floor as the noise does', () => {
    const found = floorInterval(drawn(floored, 1e-6, 1));
    if (isRefusal(found)) throw new Error(found.refused);
    expect(found.value).toBeCloseTo(0.704, 3);
    expect(found.high - found.low).toBeLessThan(2e-3);
  });

  test('grows where sizes leave the law by more than seeds do', () => {
    const bumpy = (x: number): number => floored(x) * (x === 6144 ? 1.02 : 1);
    const [smooth, rough] = [floored, bumpy].map((law) => floorInterval(drawn(law, 1e-3, 1)));
    if (isRefusal(smooth) || isRefusal(rough)) throw new Error('refused');
    expect(rough.high - rough.low).toBeGreaterThan(5 * (smooth.high - smooth.low));
  });
});

test('one seed of each size, too few sizes and a rising loss are refused', () => {
  expect(floorInterval(drawn(floored, 0.001, 1, [1, 1, 1, 1, 1, 1]))).toHaveProperty('refused');
  expect(floorInterval(drawn(floored, 0.001, 1, [2, 2, 2, 0, 0, 0]))).toEqual({
    refused: 'the interval of a floor needs at least 4 sizes: here 3',
  });
  expect(floorInterval(drawn((x) => 1 + x / 1e6, 1e-4, 1))).toEqual({
    refused: 'the loss does not fall as x grows',
  });
});
