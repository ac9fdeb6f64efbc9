import { describe, expect, test } from 'vitest';
import { ChinchillaForm } from '../../../src/laws/joint/chinchilla-law.ts';
import { fitChinchillaLaw } from '../../../src/laws/joint/chinchilla-law.ts';
import type { ChinchillaLaw } from '../../../src/laws/joint/chinchilla-law.ts';
import { chinchillaOptimum } from '../../../src/laws/joint/optimal-allocation.ts';
import type { RunPoint } from '../../../src/laws/regression/run-point.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { derivativeError } from '../../harness/laws/derivative-error.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';
import { jointLawCoverage } from '../../harness/laws/joint-law-coverage.ts';
import { optimalAllocation } from '../../harness/laws/optimal-allocation.ts';
import { chinchillaRuns, publishedRows } from '../../harness/laws/published-runs.ts';
import { BESIROGLU, chinchillaLoss, grid } from '../../harness/laws/simulated-grid.ts';
import { strays } from '../../harness/laws/strays.ts';
import { inTier } from '../../harness/tier.ts';

const CRITERIA = ['huber', 'squares'] as const;
const TRUTH = (parameters: number, tokens: number) => chinchillaLoss(BESIROGLU, parameters, tokens);

function noisyGrid(shape: readonly [number, number], seed: number, deviation = 0.01): RunPoint[] {
  const normal = normals(seed);
  return grid(TRUTH, shape, () => deviation * normal());
}

function fit(points: readonly RunPoint[], options = {}): ChinchillaLaw {
  return expectLaw(fitChinchillaLaw(points, { replicates: 39, ...options }));
}

function standardError(covariance: readonly (readonly number[])[], place: number): number {
  return Math.sqrt(covariance[place][place]);
}

describe("Chinchilla's runs, reconstructed", () => {
  const law = fit(chinchillaRuns(), { replicates: 500 });

  test('give the published optimum from every start', () => {
    expect(law.objective).toBeCloseTo(0.00084009312, 10);
    expect(law.parameters.E).toBeCloseTo(1.78389, 5);
    expect(law.parameters.alpha).toBeCloseTo(0.34263, 5);
    expect(law.parameters.beta).toBeCloseTo(0.342, 5);
    expect(law.parameters.A / 442.164).toBeCloseTo(1, 4);
    expect(law.parameters.B / 1271.808).toBeCloseTo(1, 4);
    expect(law.agreeing).toBe(law.starts);
  });

  test('give the standard errors of Besiroglu et al. on their 240 runs, within a quarter', () => {
    const published = { E: 0.0257, alpha: 0.0154, beta: 0.0206 };
    const found = {
      E: standardError(law.covariance, 0),
      alpha: standardError(law.covariance, 3),
      beta: standardError(law.covariance, 4),
    };
    for (const name of ['E', 'alpha', 'beta'] as const)
      expect(Math.abs(Math.log(found[name] / published[name]))).toBeLessThan(0.25);
    const { a } = law.exponents;
    expect((a.high - a.low) / (2 * 1.96)).toBeCloseTo(0.02, 2);
  });

  test('rule out the exponent 0.46 with the interval that Hoffmann et al. printed for it', () => {
    const { a, b } = law.exponents;
    expect(a.high - a.low).toBeGreaterThan(50 * (0.455 - 0.454));
    expect(a.value + b.value).toBeCloseTo(1, 12);
  });

  test('give the formula in three digits', () => {
    expect(law.formula).toBe('L(N, D) = 1.78 + 442 / N^0.343 + 1270 / D^0.342');
  });
});

test('the Gemstones give the published optimum', () => {
  const points = publishedRows('gemstones').map((row) => ({
    parameters: Number(row['params_active_precise']),
    tokens: Number(row['tokens']),
    loss: Number(row['final_loss']),
    run: row['run_name'] ?? '',
  }));
  const law = fit(points);
  expect(law.objective).toBeCloseTo(0.0019816129, 9);
  expect(law.parameters.E).toBeCloseTo(2.1431, 3);
  expect(law.parameters.alpha).toBeCloseTo(0.29287, 3);
  expect(law.parameters.beta).toBeCloseTo(0.71287, 3);
});

test('gradient and Hessian equal finite differences', () => {
  const points = noisyGrid([3, 3], 9);
  expect(derivativeError(new ChinchillaForm(points), points, [0.1, -0.3, 0.5, 0.4, 0.3])).toBeLessThan(1e-7);
});

test.each(CRITERIA)('noiseless runs give back the law, by %s', (criterion) => {
  const { parameters } = fit(grid(TRUTH, [5, 4]), { criterion });
  for (const name of ['E', 'A', 'B', 'alpha', 'beta'] as const)
    expect(Math.abs(parameters[name] / BESIROGLU[name] - 1)).toBeLessThan(1e-6);
});

test.each(CRITERIA)('counting N in other units rescales only A, by %s', (criterion) => {
  const points = noisyGrid([5, 4], 1);
  const [law, scaled] = [1, 1000].map((unit) =>
    fit(
      points.map((point) => ({ ...point, parameters: point.parameters / unit })),
      { criterion },
    ),
  );
  expect(scaled.parameters.A * 1000 ** scaled.parameters.alpha).toBeCloseTo(law.parameters.A, 1);
  for (const name of ['E', 'alpha', 'beta'] as const)
    expect(scaled.parameters[name]).toBeCloseTo(law.parameters[name], 6);
});

test('the order of the runs changes nothing', () => {
  const points = noisyGrid([4, 4], 2);
  const numbers = ({ parameters, intervals, covariance }: ChinchillaLaw) => ({
    parameters,
    intervals,
    covariance,
  });
  expect(numbers(fit(points.toReversed()))).toEqual(numbers(fit(points)));
});

test.each(CRITERIA)('duplicate runs change no point estimate, by %s', (criterion) => {
  const points = noisyGrid([5, 4], 3);
  const [once, twice] = [fit(points, { criterion }), fit([...points, ...points], { criterion })];
  expect(twice.objective / once.objective).toBeCloseTo(2, 9);
  expect(twice.parameters.E).toBeCloseTo(once.parameters.E, 6);
  expect(twice.parameters.alpha).toBeCloseTo(once.parameters.alpha, 6);
});

test('a general search finds no lower optimum', () => {
  const law = fit(noisyGrid([5, 4], 4));
  const objectiveOf = ({ E, A, B, alpha, beta }: typeof BESIROGLU) =>
    law.points.reduce((sum, { parameters, tokens, loss }) => {
      const size = Math.abs(Math.log(loss / chinchillaLoss({ E, A, B, alpha, beta }, parameters, tokens)));
      return sum + (size <= 1e-3 ? (size * size) / 2 : 1e-3 * (size - 5e-4));
    }, 0);
  expect(objectiveOf(law.parameters)).toBeCloseTo(law.objective, 12);
  const normal = normals(6);
  for (let trial = 0; trial < 2000; trial++) {
    const { parameters: at } = law;
    const reach = 10 ** -(1 + (trial % 6));
    const [E, alpha, beta] = [at.E, at.alpha, at.beta].map((value) => value * (1 + reach * normal()));
    const A = at.A * Math.exp((alpha - at.alpha) * 18.4 + reach * normal());
    const B = at.B * Math.exp((beta - at.beta) * 23.6 + reach * normal());
    expect(objectiveOf({ E, A, B, alpha, beta })).toBeGreaterThan(law.objective * (1 - 1e-9));
  }
});

test('points of one curve are resampled together, which widens intervals', () => {
  const normal = normals(8);
  const shifts = Array.from({ length: 8 }, () => 0.01 * normal());
  const points = grid(TRUTH, [8, 5]).map((point, i) => ({
    ...point,
    loss: point.loss * Math.exp(shifts[Math.floor(i / 5)] + 0.001 * normal()),
  }));
  const curves = points.map((point, i) => ({ ...point, run: `size ${Math.floor(i / 5)}` }));
  const width = ({ intervals }: ChinchillaLaw) => intervals.alpha.high - intervals.alpha.low;
  const [together, apart] = [
    fit(curves, { replicates: 200 }),
    fit(points, { replicates: 200, bootstrap: 'runs' }),
  ];
  expect(width(together)).toBeGreaterThan(1.3 * width(apart));
});

test('the optimum in closed form is the numerical minimum', () => {
  const law = fit(noisyGrid([5, 4], 5));
  for (const compute of [1e18, 5.76e23, 1e26]) {
    const closed = law.optimum(compute);
    const searched = optimalAllocation(law.predict, compute);
    expect(searched.parameters / closed.parameters).toBeCloseTo(1, 6);
    expect(searched.tokens / closed.tokens).toBeCloseTo(1, 6);
    expect((6 * closed.parameters * closed.tokens) / compute).toBeCloseTo(1, 12);
    const { parameters } = law.optimumBand(compute);
    expect(parameters.low).toBeLessThanOrEqual(closed.parameters);
    expect(parameters.high).toBeGreaterThanOrEqual(closed.parameters);
  }
});

test("Hoffmann's constants, unrounded, give the 40 billion parameters of their figure 4 for Gopher's budget", () => {
  const [E, A, B] = [0.5267228, 6.0073404, 6.0179186].map(Math.exp);
  const { parameters, tokens } = chinchillaOptimum({ E, A, B, alpha: 0.33917084, beta: 0.2849083 }, 5.76e23);
  expect(Math.abs(parameters / 40e9 - 1)).toBeLessThan(0.1);
  expect((6 * parameters * tokens) / 5.76e23).toBeCloseTo(1, 12);
});

describe('refused are', () => {
  const points = noisyGrid([4, 4], 7);
  const refusal = (runs: readonly RunPoint[], options = {}) => fitChinchillaLaw(runs, options);

  test('too few runs', () => {
    expect(refusal(points.slice(0, 5))).toEqual({ refused: "Chinchilla's law needs at least 6 runs: 5" });
    expect(refusal([])).toEqual({ refused: "Chinchilla's law needs at least 6 runs: 0" });
  });

  test('numbers that are not positive', () => {
    for (const loss of [0, -1, NaN, Infinity])
      expect(refusal([{ ...points[0], loss }])).toEqual({
        refused: `every loss must be positive and finite: ${loss}`,
      });
  });

  test('two values of N or of D', () => {
    expect(refusal(noisyGrid([2, 5], 1))).toEqual({
      refused: "Chinchilla's law needs at least 3 values of N: 2",
    });
    expect(refusal(noisyGrid([5, 2], 1))).toEqual({
      refused: "Chinchilla's law needs at least 3 values of D: 2",
    });
  });

  test('tokens in proportion to parameters', () => {
    const inStep = points.map((point) => ({ ...point, tokens: 20 * point.parameters }));
    expect(refusal(inStep)).toEqual({
      refused: "Chinchilla's law needs runs in which D is not always the same power of N",
    });
  });

  test('losses that rise with N', () => {
    const rising = grid((N, D) => 1 + 0.02 * N ** 0.2 + 1000 / D ** 0.4, [5, 4]);
    expect(refusal(rising)).toMatchObject({
      refused: expect.stringContaining('the loss does not fall as N grows') as string,
    });
  });

  test('too few replicates', () => {
    expect(refusal(points, { replicates: 10 })).toEqual({
      refused: 'replicates must be an integer of at least 39: 10',
    });
  });
});

test('wild runs are fitted or refused, and give no NaN', () => {
  const normal = normals(19);
  for (let sweep = 0; sweep < 12; sweep++) {
    const deviation = [1e-12, 1e-3, 0.1, 3][sweep % 4];
    const points = Array.from({ length: 6 + (sweep % 8) }, () => ({
      parameters: Math.exp(15 + 3 * normal()),
      tokens: Math.exp(20 + 3 * normal()),
      loss: Math.exp(deviation * normal()),
    }));
    const law = fitChinchillaLaw(points, { replicates: 39 });
    if ('refused' in law) continue;
    const run = { parameters: 1e12, tokens: 1e6 };
    const ends = [...Object.values(law.intervals), law.band(run), law.ring(run), law.exponents.a];
    const numbers = [
      ...Object.values(law.parameters),
      law.aicc,
      ...ends.flatMap(({ low, high }) => [low, high]),
    ];
    expect(numbers.filter(Number.isNaN)).toEqual([]);
  }
});

test.each(inTier(CRITERIA, []))(
  '95 %% intervals of twelve runs by %s cover the truth 93 to 97 %% of 1,000 times',
  (criterion) => {
    const sweeps = 1000;
    const far = { parameters: 3e10, tokens: 1e12, loss: TRUTH(3e10, 1e12) };
    const a = BESIROGLU.beta / (BESIROGLU.alpha + BESIROGLU.beta);
    const { E, alpha, beta } = BESIROGLU;
    const held = jointLawCoverage({
      simulate: (noise) => grid(TRUTH, [4, 3], noise),
      fit: fitChinchillaLaw,
      criterion,
      sweeps,
      truth: { E, alpha, beta },
      far,
      deviation: 0.01,
      further: ({ exponents }) => ({ a: [exponents.a, a] }),
    });
    expect(strays(held, sweeps)).toEqual([]);
  },
);
