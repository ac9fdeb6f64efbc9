import { expect, test } from 'vitest';
import { unshownPowerLaw, unshownSurface } from '../../../src/laws/analysis/unshown.ts';
import { fitScalingLaw } from '../../../src/laws/power-law/scaling-law.ts';
import { isRefusal } from '../../../src/laws/refusal.ts';
import { LAWS, sweepOf, worldNoise, worldSizes, type World } from '../../harness/laws/law-worlds.ts';

const COUNT = 80;
const FLAT: Pick<World, 'law' | 'exponent'> = { law: () => 1.8, exponent: 0 };

/** In how many of `COUNT` sweeps of six widths a law is stated. */
function stated(world: Pick<World, 'law' | 'exponent'>): number {
  const sweeps = Array.from({ length: COUNT }, (_, seed) => {
    const noise = worldNoise(seed * 7919 + 6);
    const { points } = sweepOf(
      { ...world, seeds: 0.006, between: 0.004 },
      worldSizes(6),
      Array(6).fill(1),
      noise,
    );
    const fit = fitScalingLaw(points, { floor: 'auto', replicates: 100 });
    return !isRefusal(fit) && unshownPowerLaw('N', fit) === null;
  });
  return sweeps.filter(Boolean).length;
}

test('losses that do not depend on size hardly ever show a law', () => {
  expect(stated(FLAT)).toBeLessThanOrEqual(6);
});

test('a clear law is always shown, with a floor or without', () => {
  expect(stated(LAWS.pure)).toBe(COUNT);
  expect(stated(LAWS.large)).toBe(COUNT);
});

test('a surface is not shown if the interval of an exponent touches 0 or spans a factor of ten', () => {
  const known = { alpha_N: { value: 0.08, low: 0.07, high: 0.1 }, N_c: { value: 1e9, low: 1e7, high: 1e13 } };
  expect(unshownSurface(known)).toBeNull();
  expect(unshownSurface({ ...known, alpha_D: { value: 0.1, low: 0, high: 0.2 } })).toMatchObject({
    unshown: true,
    refused: expect.stringContaining('α_D is 0 to 0.2') as string,
  });
  expect(unshownSurface({ ...known, beta: { value: 0.1, low: 0.02, high: 0.3 } })).not.toBeNull();
});
