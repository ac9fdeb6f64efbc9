import { expect, test } from 'vitest';
import { fitScalingLaw } from '../../../src/laws/power-law/scaling-law.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';
import { LAWS, worldSizes } from '../../harness/laws/law-worlds.ts';
import { FLOORED, PURE, sweep, sweepSizes } from '../../harness/laws/simulated-sweep.ts';
import { outside, studyWorld } from '../../harness/laws/study-world.ts';
import { fullTest, inTier } from '../../harness/tier.ts';

const NAMES = ['pure', 'small', 'middling', 'large'] as const;
const NOISY = { seeds: 0.009, between: 0.01 };

const everyCase = NAMES.flatMap((name) =>
  [3, 4, 5, 6, 7, 8, 10, 12].map((widths) => [name, widths] as const),
);
const dailyCases = NAMES.flatMap((name) => [4, 7].map((widths) => [name, widths] as const));

test.each(inTier(everyCase, dailyCases))(
  'whether or not there is a floor, the ring and the exponent’s interval over forms hold (%s, %i widths, one seed)',
  (name, widths) => {
    const sweeps = inTier([200], [100])[0];
    const slack = inTier([0], [4])[0];
    const shares = studyWorld({ world: { ...LAWS[name], ...NOISY }, widths, seeds: 1, sweeps });
    expect(outside(shares, { ring: [92 - slack, 100], averaged: [88 - slack, 100] })).toEqual([]);
  },
);

test.each(inTier([5, 6, 7, 8, 10, 12], [6, 8]))('a pure law seldom gets a floor (%i widths)', (widths) => {
  const sweeps = inTier([200], [100])[0];
  const shares = studyWorld({ world: { ...LAWS.pure, ...NOISY }, widths, seeds: 1, sweeps });
  expect(outside(shares, { floor: [0, 10], break: [0, 5], trend: [0, 5] })).toEqual([]);
});

fullTest('with less noise the ring and the interval over forms hold as well', () => {
  for (const name of NAMES)
    for (const widths of [4, 6, 8]) {
      const world = { ...LAWS[name], seeds: 0.004, between: 0 };
      const shares = studyWorld({ world, widths, seeds: 1, sweeps: 150 });
      expect({ name, widths, wrong: outside(shares, { ring: [90, 100], averaged: [85, 100] }) }).toEqual({
        name,
        widths,
        wrong: [],
      });
    }
});

test('a ring after three widths is narrower than half of its loss', () => {
  const { sizes, next } = worldSizes(3);
  const losses = [1, 1.02, 0.98].map((off, i) => LAWS.large.law(sizes[i]) * off);
  const fit = expectLaw(fitScalingLaw(sizes.map((x, i) => ({ x, loss: losses[i] }))));
  const { low, high } = fit.ring(next);
  expect(high / low).toBeLessThan(1.5);
});

test('at few sizes both forms are said, with a weighted interval that contains them', () => {
  const points = sweep(FLOORED, sweepSizes(5), wobble(0.004));
  const { average, law } = expectLaw(fitScalingLaw(points));
  if (average === null) throw new Error('the form was asked for');
  const { pure, floor } = average.exponents;
  expect(law.hasFloor).toBe(false);
  expect(pure.value).toBe(law.exponent);
  expect(floor.value).toBeGreaterThan(0.3);
  expect(floor.value).toBeLessThan(0.6);
  expect(average.shares.pure + average.shares.floor + average.shares.broken).toBeCloseTo(1, 9);
  expect(average.exponent.high).toBeGreaterThan(0.436);
  expect(average.words).toMatch(
    /^5 sizes seldom show whether there is a floor, so here are both forms: α is 0\.\d+ \(95 %: .*\) without a floor, and about 0\.\d+ \(95 %: .*\) if there is one; a floor has a probability of \d+ %\.$/,
  );
});

test('many sizes that show their form need no such words', () => {
  const floored = expectLaw(fitScalingLaw(sweep(FLOORED, sweepSizes(8), wobble(0.002))));
  expect(floored.average?.words).toBe('');
  expect(floored.average?.shares.floor).toBeGreaterThan(0.99);
});

test('a form that was asked for is not averaged, unless that is asked for as well', () => {
  const points = sweep(PURE, sweepSizes(5), wobble(0.01));
  const asked = expectLaw(fitScalingLaw(points, { floor: 'never' }));
  const averaged = expectLaw(fitScalingLaw(points, { floor: 'never', average: true }));
  expect(asked.average).toBeNull();
  expect(averaged.average).not.toBeNull();
  expect(averaged.ring(4e6).high).toBeGreaterThan(asked.ring(4e6).high);
  expect(averaged.intervals).toEqual(asked.intervals);
});

/** Deviations that follow no law, the same each time. */
function wobble(size: number): () => number {
  let place = 0;
  return () => size * Math.sin(7 * (++place) ** 2);
}
