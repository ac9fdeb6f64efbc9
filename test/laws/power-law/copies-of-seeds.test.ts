import { expect, test } from 'vitest';
import type { LawPoint } from '../../../src/laws/power-law/log-sample.ts';
import { logSample } from '../../../src/laws/power-law/log-sample.ts';
import { fitScalingLaw } from '../../../src/laws/power-law/scaling-law.ts';
import { isRefusal } from '../../../src/laws/refusal.ts';

/** Sizes off their law by some per cent: far more than two machines differ. */
const OFF = [1.02, 0.98, 1.03, 0.97, 1.02, 0.98];

/** Losses of some seeds of six sizes on some machines. */
function sweep(seeds: number, machines: number, machineNoise = 0.001): LawPoint[] {
  return OFF.flatMap((off, size) =>
    Array.from({ length: seeds * machines }, (_, i) => {
      const [seed, machine] = [i % seeds, Math.floor(i / seeds)];
      const x = 1000 * 2 ** size;
      const loss = 9 * off * x ** -0.1 * (1 + 0.004 * seed) * (1 + machineNoise * machine);
      return { x, loss, model: `seed ${seed}` };
    }),
  );
}

function misfitOf(points: readonly LawPoint[]) {
  const law = fitScalingLaw(points, { floor: 'never', replicates: 100 });
  if (isRefusal(law)) throw new Error(law.refused);
  return law.misfit();
}

test.each([2, 3, 28])('one seed on %i machines says nothing about seeds', (machines) => {
  const { pureError, words } = misfitOf(sweep(1, machines));
  expect(pureError).toBeNull();
  expect(words).not.toContain('seeds');
  expect(logSample(sweep(1, machines)).seeds).toEqual({ deviation: null, freedom: 0, share: 1 });
});

test('exact copies of several seeds change neither the test nor the weights', () => {
  const [once, copied] = [sweep(3, 1), sweep(3, 5, 0)];
  const [{ seeds, weights }, other] = [logSample(once), logSample(copied)];
  expect(other.seeds.deviation).toBeCloseTo(seeds.deviation ?? NaN, 12);
  expect([other.seeds.freedom, other.seeds.share]).toEqual([seeds.freedom, seeds.share]);
  expect(other.weights).toEqual(weights);
  const [first, again] = [misfitOf(once).pureError, misfitOf(copied).pureError];
  expect(again?.ratio).toBeCloseTo(first?.ratio ?? NaN, 6);
  expect(again?.chance).toBeCloseTo(first?.chance ?? NaN, 6);
});

test('losses without names are seeds of their own', () => {
  const points = sweep(2, 1).map(({ x, loss }) => ({ x, loss }));
  expect(logSample(points).seeds).toEqual(logSample(sweep(2, 1)).seeds);
});
