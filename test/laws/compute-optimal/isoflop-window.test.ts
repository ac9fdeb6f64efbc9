import { describe, expect, test } from 'vitest';
import { fitIsoflopLaw } from '../../../src/laws/compute-optimal/isoflop-law.ts';
import type { BudgetedRun } from '../../../src/laws/regression/run-point.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';
import { FULL, fullTest } from '../../harness/tier.ts';

const BUDGETS = [1e18, 4e18, 1.6e19, 6.4e19, 2.56e20];

/** L = E + A/N^α + B/D^β, of which N_opt goes as C^(β/(α + β)). */
const SURFACES = [
  { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 },
  { E: 1.7, A: 900, B: 300, alpha: 0.4, beta: 0.28 },
];
type Surface = (typeof SURFACES)[number];

const exponentOf = ({ alpha, beta }: Surface) => beta / (alpha + beta);

function lossOf({ E, A, B, alpha, beta }: Surface, parameters: number, tokens: number): number {
  return E + A / parameters ** alpha + B / tokens ** beta;
}

/** The best N of a budget, by a search. */
function bestSize(surface: Surface, compute: number): number {
  const sizes = Array.from({ length: 40_001 }, (_, i) => 10 ** (5 + (7 * i) / 40_000));
  const lossAt = (N: number) => lossOf(surface, N, compute / (6 * N));
  return sizes.reduce((best, N) => (lossAt(N) < lossAt(best) ? N : best));
}

/** One run for each size at each budget. */
function sweep(
  sizesAt: (compute: number) => readonly number[],
  lossAt: (parameters: number, tokens: number, compute: number) => number,
): BudgetedRun[] {
  return BUDGETS.flatMap((compute) =>
    sizesAt(compute).map((parameters) => {
      const tokens = compute / (6 * parameters);
      return { compute, parameters, tokens, loss: lossAt(parameters, tokens, compute) };
    }),
  );
}

const spaced = (from: number, ratio: number, count: number) =>
  Array.from({ length: count }, (_, i) => from * ratio ** i);

/** The slope of least squares through places. */
function slopeOf(x: readonly number[], y: readonly number[]): number {
  const middle = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const [meanX, meanY] = [middle(x), middle(y)];
  const products = x.reduce((sum, place, i) => sum + (place - meanX) * (y[i] - meanY), 0);
  return products / x.reduce((sum, place) => sum + (place - meanX) ** 2, 0);
}

/** a from one parabola of plain loss through all runs of each budget, by Cramer's rule. */
function exponentWithoutWindow(runs: readonly BudgetedRun[]): number {
  const vertices = BUDGETS.map((budget) => {
    const own = runs.filter(({ compute }) => compute === budget);
    const u = own.map(({ parameters }) => Math.log(parameters) - 18);
    const moment = (power: number) => u.reduce((sum, place) => sum + place ** power, 0);
    const product = (power: number) => u.reduce((sum, place, i) => sum + place ** power * own[i].loss, 0);
    const [s0, s1, s2, s3, s4] = [0, 1, 2, 3, 4].map(moment);
    const [t0, t1, t2] = [0, 1, 2].map(product);
    const determinant = (rows: readonly (readonly number[])[]) =>
      rows[0][0] * (rows[1][1] * rows[2][2] - rows[1][2] * rows[2][1]) -
      rows[0][1] * (rows[1][0] * rows[2][2] - rows[1][2] * rows[2][0]) +
      rows[0][2] * (rows[1][0] * rows[2][1] - rows[1][1] * rows[2][0]);
    const linear = determinant([
      [s0, t0, s2],
      [s1, t1, s3],
      [s2, t2, s4],
    ]);
    const square = determinant([
      [s0, s1, t0],
      [s1, s2, t1],
      [s2, s3, t2],
    ]);
    return 18 - linear / (2 * square);
  });
  return slopeOf(BUDGETS.map(Math.log), vertices);
}

describe('on wide grids of known surfaces', () => {
  const sweeps = FULL ? 200 : 20;

  test.each(SURFACES)('the window halves the error of a at least: $alpha, $beta', (surface) => {
    const normal = normals(41);
    const errors = { windowed: 0, whole: 0 };
    for (let i = 0; i < sweeps; i++) {
      // The same sizes at every budget, as in published sweeps; their ends are drawn anew.
      const first = 2e6 * Math.exp(0.3 * normal());
      const runs = sweep(
        () => spaced(first, 2.2, 13),
        (N, D) => lossOf(surface, N, D) * Math.exp(0.001 * normal()),
      );
      const law = expectLaw(fitIsoflopLaw(runs, { replicates: 39 }));
      errors.windowed += Math.abs(law.exponents.a.value - exponentOf(surface)) / sweeps;
      errors.whole += Math.abs(exponentWithoutWindow(runs) - exponentOf(surface)) / sweeps;
    }
    expect(errors.windowed).toBeLessThan(0.5 * errors.whole);
    expect(errors.windowed).toBeLessThan(0.012);
  });

  test('the budget names the runs that lie outside', () => {
    const [surface] = SURFACES;
    const runs = sweep(
      () => spaced(2e6, 2.2, 13),
      (N, D) => lossOf(surface, N, D),
    );
    for (const { points, outside, reach, compute } of expectLaw(fitIsoflopLaw(runs)).budgets) {
      const all = runs.filter((run) => Math.abs(run.compute / compute - 1) < 1e-6);
      const best = all.reduce((least, run) => (run.loss < least.loss ? run : least)).parameters;
      expect(reach).toBe(8);
      expect([...points, ...outside].length).toBe(13);
      for (const { parameters } of points) expect(Math.abs(Math.log(parameters / best))).toBeLessThan(2.08);
      for (const { parameters } of outside)
        expect(Math.abs(Math.log(parameters / best))).toBeGreaterThan(2.079);
    }
  });

  test('where sizes are sparse, the window is as wide as four runs need', () => {
    const [surface] = SURFACES;
    const runs = sweep(
      (compute) => spaced(bestSize(surface, compute) / 100, 10, 5),
      (N, D) => lossOf(surface, N, D),
    );
    for (const { points, reach } of expectLaw(fitIsoflopLaw(runs)).budgets) {
      expect(reach).toBeGreaterThan(90);
      expect(points.length).toBeGreaterThanOrEqual(4);
    }
  });
});

/** Seven sizes a factor of 1.5 apart around the best one. */
const CENTRED = (compute: number) => spaced((0.2 * compute ** 0.47) / 1.5 ** 3, 1.5, 7);
const parabolic = (parameters: number, compute: number) =>
  40 * compute ** -0.06 * Math.exp(0.02 * Math.log(parameters / (0.2 * compute ** 0.47)) ** 2);

/** Noise of log loss, at each budget. */
const UNEVEN = [
  { name: 'that grows tenfold over budgets', noise: [0.001, 0.0018, 0.0032, 0.0056, 0.01] },
  { name: 'of one bad budget', noise: [0.001, 0.001, 0.015, 0.001, 0.001] },
  { name: 'of one bad budget at the end', noise: [0.001, 0.001, 0.001, 0.001, 0.015] },
  { name: 'that is alike', noise: [0.004, 0.004, 0.004, 0.004, 0.004] },
];

/** How many of the sweeps have an interval of a that covers 0.47. */
function covered(noise: readonly number[], sweeps: number): number {
  const normal = normals(77);
  return Array.from({ length: sweeps }, (_, i) => {
    const runs = sweep(
      CENTRED,
      (N, _D, C) => parabolic(N, C) * Math.exp(noise[BUDGETS.indexOf(C)] * normal()),
    );
    const { a } = expectLaw(fitIsoflopLaw(runs, { replicates: 79, seed: 31 * i })).exponents;
    return a.low <= 0.47 && 0.47 <= a.high;
  }).filter(Boolean).length;
}

for (const { name, noise } of UNEVEN)
  fullTest(`with noise ${name}, 93 to 97 % of 1,000 intervals cover the truth`, () => {
    const held = covered(noise, 1000);
    expect(held).toBeGreaterThanOrEqual(930);
    expect(held).toBeLessThanOrEqual(970);
  });

test('with noise that grows tenfold over budgets, 90 to 99 % of 200 intervals cover the truth', () => {
  const held = covered(UNEVEN[0].noise, 200);
  expect(held).toBeGreaterThanOrEqual(180);
  expect(held).toBeLessThanOrEqual(198);
});

describe('refused are', () => {
  test('losses that fall, or rise, with N at every budget', () => {
    for (const power of [-0.1, 0.1]) {
      const runs = sweep(CENTRED, (N) => 3 * N ** power);
      expect(fitIsoflopLaw(runs)).toHaveProperty('refused');
    }
  });

  test('minima at the edge of their ranges', () => {
    const runs = sweep(
      (compute) => spaced(0.2 * compute ** 0.47, 1.5, 7),
      (N, _D, C) => parabolic(N, C) * 1.0000001 ** Math.log(N),
    );
    expect(fitIsoflopLaw(runs)).toMatchObject({
      refused: expect.stringMatching(
        /budgets with a minimum: 0 .*(outside|edge of) its range of N/,
      ) as string,
    });
  });

  test('losses that do not depend on N, or their interval holds 0 and 1, but for 5 %', () => {
    const normal = normals(5);
    const sweeps = FULL ? 200 : 40;
    const sure = Array.from({ length: sweeps }, () => {
      const law = fitIsoflopLaw(
        sweep(CENTRED, () => 3 * Math.exp(0.01 * normal())),
        { replicates: 79 },
      );
      if ('refused' in law) return false;
      const { low, high } = law.exponents.a;
      return high - low < 0.3;
    });
    expect(sure.filter(Boolean).length).toBeLessThanOrEqual(0.05 * sweeps);
  });
});
