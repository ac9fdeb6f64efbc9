import { expect, test } from 'vitest';
import { fitChinchillaLaw } from '../../../src/laws/joint/chinchilla-law.ts';
import { fitDataConstrainedLaw, MUENNIGHOFF_C4 } from '../../../src/laws/joint/data-constrained-law.ts';
import { fitGadreLaw } from '../../../src/laws/joint/gadre-law.ts';
import { FloorForm } from '../../../src/laws/power-law/floor-profile.ts';
import { profileFloor } from '../../../src/laws/power-law/floor-profile.ts';
import { fitPowerLaw } from '../../../src/laws/power-law/power-law.ts';
import { isRefusal } from '../../../src/laws/refusal.ts';
import { profileRise } from '../../../src/laws/regression/profile-rise.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { derivativeError } from '../../harness/laws/derivative-error.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';
import { publishedRows } from '../../harness/laws/published-runs.ts';
import { BESIROGLU, chinchillaLoss, grid } from '../../harness/laws/simulated-grid.ts';
import { FLOORED, PURE, sweep, sweepSizes } from '../../harness/laws/simulated-sweep.ts';
import { strays } from '../../harness/laws/strays.ts';

test("the objective rises by t²σ²/2 for squares, and for Huber's loss by the value from E[ρ'²]/E[ρ''] of normal noise", () => {
  const noise = { sigma: 0.01, freedom: 30 };
  const squares = (2.04227 * 0.01) ** 2 / 2;
  expect(profileRise(Infinity, noise) / squares).toBeCloseTo(1, 4);
  expect(profileRise(1, noise) / squares).toBeCloseTo(1, 4);
  for (const delta of [0.001, 0.01, 0.03]) {
    const normal = normals(7);
    const draws = Array.from({ length: 200_000 }, () => 0.01 * normal());
    const bent = draws.filter((value) => Math.abs(value) <= delta).length;
    const pulled = draws.reduce((sum, value) => sum + Math.min(Math.abs(value), delta) ** 2, 0);
    expect((profileRise(delta, noise) * 2 * bent) / (2.04227 ** 2 * pulled)).toBeCloseTo(1, 1);
  }
});

test('with so little noise that the law is straight, the profile equals the interval of refits', () => {
  const normal = normals(3);
  const points = grid(
    (N, D) => chinchillaLoss(BESIROGLU, N, D),
    [5, 4],
    () => 1e-5 * normal(),
  );
  const law = expectLaw(fitChinchillaLaw(points, { criterion: 'squares', replicates: 4000 }));
  for (const name of ['E', 'alpha', 'beta'] as const) {
    const [profile, refits] = [law.profile(name), law.intervals[name]];
    expect((profile.high - profile.low) / (refits.high - refits.low)).toBeCloseTo(1, 1);
    expect(profile.value).toBe(law.parameters[name]);
  }
});

test("the optimum of Muennighoff's runs is flat: R_D* has no upper bound, and the published value is in the interval", () => {
  const runs = publishedRows('muennighoff').map((row) => ({
    parameters: Number(row['N']),
    tokens: Number(row['D_tokens']),
    uniqueTokens: Number(row['U_unique_tokens']),
    loss: Number(row['val_loss_c4']),
  }));
  const law = expectLaw(fitDataConstrainedLaw(runs, MUENNIGHOFF_C4, { replicates: 39 }));
  const [data, size] = [law.profile('R_D'), law.profile('R_N')];
  expect(data.low).toBeLessThan(15.387756);
  expect(data.high).toBe(Infinity);
  expect(data.words).toMatch(
    /^R_D is at least 6\.\d+, with 95 % confidence; nothing bounds it from above\.$/,
  );
  expect(size.low).toBeLessThan(5.309743);
  expect(size.high).toBeGreaterThan(5.309743);
  expect(size.high).toBeLessThan(30);
});

test('no profile lies above the objective of other coefficients with the same parameter', () => {
  const normal = normals(5);
  const points = grid(
    (N, D) => chinchillaLoss(BESIROGLU, N, D),
    [5, 4],
    () => 0.01 * normal(),
  );
  const law = expectLaw(fitChinchillaLaw(points, { criterion: 'squares', replicates: 39 }));
  const objectiveOf = (E: number, A: number, B: number, alpha: number, beta: number) =>
    points.reduce((sum, { parameters, tokens, loss }) => {
      const miss = Math.log(loss / chinchillaLoss({ E, A, B, alpha, beta }, parameters, tokens));
      return sum + (miss * miss) / 2;
    }, 0);
  const profile = law.profile('E');
  const { A, B, alpha, beta } = law.parameters;
  expect(profile.points.length).toBeGreaterThan(20);
  for (const { value, objective } of profile.points) {
    expect(objective).toBeGreaterThanOrEqual(law.objective * (1 - 1e-9));
    expect(objective).toBeLessThanOrEqual(objectiveOf(value, A, B, alpha, beta) * (1 + 1e-9));
  }
  const ends = profile.points.filter(({ objective }) => Math.abs(objective / profile.limit - 1) < 1e-3);
  expect(Math.min(...ends.map(({ value }) => value)) / profile.low).toBeCloseTo(1, 3);
  expect(Math.max(...ends.map(({ value }) => value)) / profile.high).toBeCloseTo(1, 3);
});

test('runs that a law fits exactly have an interval without width', () => {
  const law = expectLaw(
    fitChinchillaLaw(
      grid((N, D) => chinchillaLoss(BESIROGLU, N, D), [5, 4]),
      { replicates: 39 },
    ),
  );
  for (const name of ['E', 'A', 'B', 'alpha', 'beta'] as const) {
    const { low, high } = law.profile(name);
    expect(low / BESIROGLU[name]).toBeCloseTo(1, 4);
    expect(high / BESIROGLU[name]).toBeCloseTo(1, 4);
  }
});

test('the words say that the default sweep has a floor, and that three fewer runs cannot show it', () => {
  const losses = [1.765, 1.612, 1.436, 1.322, 1.236, 1.185, 1.137];
  const points = sweepSizes(7).map((x, i) => ({ x, loss: losses[i] }));
  expect(expectLaw(profileFloor(points)).words).toMatch(
    /^These 7 runs have a floor: it lies between 0\.\d+ and 1\.\d+ nats per token, with 95 % confidence\.$/,
  );
  const few = expectLaw(profileFloor(points.slice(0, 4)));
  expect(few.words).toMatch(
    /^These 4 runs cannot tell a floor from none: any from 0 to 1\.\d+ nats per token fits, with 95 % confidence\.$/,
  );
  expect(few.low).toBe(0);
});

test.each(['huber', 'squares'] as const)('the floor of a pure law may be 0, by %s', (criterion) => {
  const normal = normals(9);
  const points = sweep(PURE, sweepSizes(8), () => 0.01 * normal());
  const profile = expectLaw(profileFloor(points, criterion));
  expect(profile.low).toBe(0);
  expect(profile.high).toBeLessThan(Math.min(...points.map((point) => point.loss)));
});

test('wild runs have profiles that contain their fit, and no NaN', () => {
  const normal = normals(3);
  for (let sweepIndex = 0; sweepIndex < 60; sweepIndex++) {
    const deviation = [1e-12, 1e-3, 0.1, 3][sweepIndex % 4];
    const runs = Array.from({ length: 5 + (sweepIndex % 9) }, () => ({
      parameters: Math.exp(15 + 3 * normal()),
      tokens: Math.exp(20 + 3 * normal()),
      loss: Math.exp(deviation * normal()),
    }));
    const law = fitGadreLaw(runs, { replicates: 39, criterion: 'plain-squares' });
    const floor = profileFloor(runs.map(({ parameters, loss }) => ({ x: parameters, loss })));
    const profiles = [
      ...(isRefusal(law) ? [] : (['E', 'a', 'b', 'h'] as const).map((name) => law.profile(name))),
      ...(isRefusal(floor) ? [] : [floor]),
    ];
    for (const { low, value, high, limit, points } of profiles) {
      const objectives = points.map(({ objective }) => objective);
      expect([low, high, limit, ...objectives].filter(Number.isNaN)).toEqual([]);
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
    }
  }
});

test('points without a law with a floor have no profile of a floor', () => {
  expect(profileFloor(sweep(PURE, sweepSizes(3)))).toEqual({
    refused: 'a power law with a floor needs at least 4 points: there are 3',
  });
});

test('gradient and Hessian of the law with a floor equal finite differences', () => {
  const law = expectLaw(fitPowerLaw(sweep(FLOORED, sweepSizes(8)), { floor: true }));
  const points = law.points.map(({ x, loss }) => ({ parameters: x, tokens: 1, loss }));
  expect(derivativeError(new FloorForm(law, 1), points, [0.1, 0.4, 0.2])).toBeLessThan(1e-7);
});

test.each(['squares', 'huber'] as const)(
  'the profile of the floor of eight runs by %s covers the truth 93 to 97 %% of 1,000 times',
  (criterion) => {
    const normal = normals(61);
    let floor = 0;
    for (let i = 0; i < 1000; i++) {
      const points = sweep(FLOORED, sweepSizes(8), () => 0.007 * normal());
      const { low, high } = expectLaw(profileFloor(points, criterion));
      floor += Number(low <= FLOORED.floor && FLOORED.floor <= high);
    }
    expect(strays({ floor }, 1000)).toEqual([]);
  },
);
