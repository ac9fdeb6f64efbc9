import { expect, test } from 'vitest';
import { fitScalingLaw } from '../../../src/laws/power-law/scaling-law.ts';
import { isRefusal } from '../../../src/laws/refusal.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';
import { LAWS, sweepOf, worldNoise, worldSizes } from '../../harness/laws/law-worlds.ts';
import type { World, WorldPoint } from '../../harness/laws/law-worlds.ts';
import { outside, studyWorld } from '../../harness/laws/study-world.ts';
import { inTier } from '../../harness/tier.ts';

const WIDTHS = [8, 12, 16, 24, 32, 48, 64, 96];

/** Two exponents that meet at the given width. */
function brokenAt(width: number, before: number, after: number): Pick<World, 'law' | 'exponent'> {
  const knot = 24 * width ** 2;
  return { law: (x) => 1.4 * (knot / x) ** (x < knot ? before : after), exponent: after };
}

test.each(
  inTier(
    [
      [16, 8],
      [24, 12],
      [32, 8],
      [48, 12],
      [64, 8],
    ],
    [
      [64, 8],
      [24, 12],
    ],
  ),
)('a law that breaks from 0.20 to 0.08 at d = %i leaves the rings of %i widths in force', (width, widths) => {
  const sweeps = inTier([300], [80])[0];
  for (const [before, after] of [
    [0.2, 0.08],
    [0.08, 0.2],
  ])
    for (const seeds of [0.003, 0.01]) {
      const world = { ...brokenAt(width, before, after), seeds, between: 0 };
      const shares = studyWorld({ world, widths, seeds: 1, sweeps });
      expect({ before, seeds, wrong: outside(shares, { ring: [90, 100] }) }).toMatchObject({ wrong: [] });
    }
});

test('a clear break is found, with both exponents and its place, and said', () => {
  const sweeps = inTier([200], [40])[0];
  const noise = worldNoise(8);
  const held = { found: 0, at: 0, before: 0, after: 0, sloped: 0 };
  for (let i = 0; i < sweeps; i++) {
    const world = { ...brokenAt(40, 0.2, 0.08), seeds: 0.003, between: 0 };
    const places = worldSizes(10);
    const { points } = sweepOf(
      world,
      places,
      places.sizes.map(() => 1),
      noise,
    );
    const { found, broken, localSlopes, words } = expectLaw(
      fitScalingLaw(points, { replicates: 199, seed: i }),
    ).misfit();
    if (isRefusal(broken)) throw new Error(broken.refused);
    held.found +=
      found === 'break' && words.startsWith('One law does not fit: these points follow two regimes.') ? 1 : 0;
    held.at += isIn(broken.at, 24 * 40 ** 2);
    held.before += isIn(broken.before, 0.2);
    held.after += isIn(broken.after, 0.08);
    held.sloped += isIn(localSlopes[0], 0.2) && isIn(localSlopes[localSlopes.length - 1], 0.08) ? 1 : 0;
  }
  const least = inTier([0.9], [0.8])[0];
  for (const count of Object.values(held)) expect(count / sweeps).toBeGreaterThanOrEqual(least);
});

test('a bend that no form explains is found, and its rings are said not to be trusted', () => {
  const bent = (x: number) => Math.exp(0.6 + 0.08 * Math.sin(1.3 * Math.log(x / 1536)));
  const points = WIDTHS.map((width, i) => {
    const x = 24 * width ** 2;
    return { x, loss: bent(x) * (500_000 / x) ** 0.15 * Math.exp(0.0005 * Math.sin(9 * i * i)) };
  });
  const { found, words, trendChance } = expectLaw(fitScalingLaw(points)).misfit();
  expect(found).not.toBe('none');
  expect(words).toMatch(found === 'trend' ? /Do not trust its intervals and predictions\.$/ : /two regimes/);
  expect(trendChance).not.toBeNull();
});

test.each(['pure', 'small', 'middling', 'large'] as const)(
  'where the law holds, breaks and trends are seldom found (%s)',
  (name) => {
    const sweeps = inTier([200], [60])[0];
    for (const widths of inTier([6, 8, 12], [8])) {
      const shares = studyWorld({
        world: { ...LAWS[name], seeds: 0.009, between: 0.01 },
        widths,
        seeds: 1,
        sweeps,
      });
      expect(outside(shares, { break: [0, 3], trend: [0, 4] })).toEqual([]);
    }
  },
);

test.each(inTier([5, 8, 12], [8]))('local exponents of a pure law of %i widths are covered', (widths) => {
  const sweeps = inTier([400], [100])[0];
  const [low, high] = inTier([[93, 97.5]] as const, [[90, 99]] as const)[0];
  const noise = worldNoise(widths);
  const places = worldSizes(widths);
  let [held, all] = [0, 0];
  for (let i = 0; i < sweeps; i++) {
    const { points } = sweepOf(
      { ...LAWS.pure, seeds: 0.01, between: 0 },
      places,
      places.sizes.map(() => 1),
      noise,
    );
    const { localSlopes } = expectLaw(fitScalingLaw(points, { replicates: 39 })).misfit();
    expect(localSlopes).toHaveLength(widths - 2);
    for (const slope of localSlopes) held += isIn(slope, 0.115);
    all += localSlopes.length;
  }
  expect((100 * held) / all).toBeGreaterThanOrEqual(low);
  expect((100 * held) / all).toBeLessThanOrEqual(high);
});

test('seeds show that widths differ by more than seeds do, and by how much', () => {
  const noise = worldNoise(3);
  const places = worldSizes(8);
  const estimates = { uneven: 0, even: 0 };
  const sweeps = 60;
  let [found, falsely] = [0, 0];
  for (let i = 0; i < sweeps; i++) {
    const pureErrorOf = (between: number) => {
      const { points } = sweepOf(
        { ...LAWS.pure, seeds: 0.004, between },
        places,
        places.sizes.map(() => 4),
        noise,
      );
      return expectLaw(
        fitScalingLaw(points, { floor: 'never', criterion: 'squares', replicates: 39 }),
      ).misfit().pureError;
    };
    const [uneven, even] = [pureErrorOf(0.01), pureErrorOf(0)];
    if (uneven === null || even === null) throw new Error('there are seeds');
    estimates.uneven += uneven.betweenDeviation ** 2 / sweeps;
    found += uneven.chance < 0.05 ? 1 : 0;
    falsely += even.chance < 0.05 ? 1 : 0;
  }
  expect(Math.sqrt(estimates.uneven)).toBeGreaterThan(0.008);
  expect(Math.sqrt(estimates.uneven)).toBeLessThan(0.012);
  expect(found / sweeps).toBeGreaterThan(0.9);
  expect(falsely / sweeps).toBeLessThan(0.15);
});

test('few widths have no local exponents, no trend and no break', () => {
  const { sizes } = worldSizes(4);
  const points: WorldPoint[] = sizes.map((x, i) => ({
    x,
    loss: LAWS.pure.law(x) * (1 + 0.01 * Math.sin(i * i)),
  }));
  const { broken, localSlopes, pureError, found, words } = expectLaw(fitScalingLaw(points)).misfit();
  expect(broken).toEqual({ refused: 'a law with a break needs at least 6 values of x: 4' });
  expect({ localSlopes, pureError, found, words }).toEqual({
    localSlopes: [],
    pureError: null,
    found: 'none',
    words: '',
  });
});

function isIn({ low, high }: { low: number; high: number }, value: number): number {
  return low <= value && value <= high ? 1 : 0;
}
