import { expect, test } from 'vitest';
import { analyse } from '../../../src/laws/analysis/analyse.ts';
import type { AnalysedRun } from '../../../src/laws/analysis/request.ts';
import { requestFor } from '../../harness/laws/analysed-run.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';

interface Stated {
  N: number;
  D: number;
  U?: number;
  loss: number;
  fitted?: boolean;
  pointOf?: string;
}

/** A row of somebody's table, of which only these numbers are known. */
function stated({ N, D, U = D, loss, fitted = true, pointOf }: Stated, place: number): AnalysedRun {
  return {
    id: `row ${place}`,
    series: '',
    shape: { parameters: N },
    tokens: D,
    uniqueTokens: U,
    compute: 6 * N * D,
    stepTokens: NaN,
    fitted,
    losses: [loss],
    curve: null,
    positionLosses: null,
    ...(pointOf !== undefined && { pointOf }),
  };
}

const exact = (N: number, D: number): number => 1.7 + 400 / N ** 0.34 + 600 / D ** 0.31;
const sizes = [1e6, 3e6, 1e7, 3e7, 1e8];
const tokens = [2e7, 2e8, 2e9, 2e10];
const grid = sizes.flatMap((N) => tokens.map((D) => ({ N, D, loss: exact(N, D) })));

test('runs of which only N and D are stated give the law they lie on', () => {
  const { approaches } = analyse(requestFor(grid.map(stated), { fits: ['approaches'] }));
  const { constants } = expectLaw(approaches?.jointLaw ?? { refused: 'none' });
  const wanted = { E: 1.7, A: 400, B: 600, alpha: 0.34, beta: 0.31 };
  for (const [symbol, { value }] of Object.entries(constants)) {
    expect(value / wanted[symbol as keyof typeof wanted]).toBeCloseTo(1, 4);
  }
});

test('no convention changes an N that is stated', () => {
  const request = requestFor(grid.map(stated), { laws: ['N'] });
  const laws = (['non-embedding', 'with-embedding', 'with-head', 'total'] as const).map(
    (convention) => analyse({ ...request, options: { ...request.options, convention } }).laws,
  );
  expect(new Set(laws.map((law) => JSON.stringify(law))).size).toBe(1);
});

test('the law predicts runs that it has not used, each with an interval', () => {
  const largest = 2e10;
  const noisy = grid.map((run, i) => ({ ...run, loss: run.loss * (1 + 0.001 * Math.sin(7 * i)) }));
  const rows = noisy.map((run) => ({ ...run, fitted: run.D < largest }));
  const { approaches } = analyse(requestFor(rows.map(stated), { fits: ['approaches'] }));
  const { models, leftOut } = expectLaw(approaches?.jointLaw ?? { refused: 'none' });
  expect(models).toHaveLength(15);
  expect(leftOut.map(({ tokens: D }) => D)).toEqual(sizes.map(() => largest));
  for (const { parameters, tokens: D, predicted, low, high } of leftOut) {
    expect(predicted / exact(parameters, D)).toBeCloseTo(1, 2);
    expect(low).toBeLessThan(predicted);
    expect(high).toBeGreaterThan(predicted);
  }
});

test('points of one run are its curve: approach 1 goes along the best runs', () => {
  const widths = Array.from({ length: 12 }, (_, i) => 1e6 * 2 ** i);
  const places = Array.from({ length: 60 }, (_, i) => 1e7 * 1.17 ** i);
  const points = widths.flatMap((N) =>
    places.map((D) => ({ N, D, loss: exact(N, D), pointOf: `model ${N}` })),
  );
  const { approaches } = analyse(requestFor(points.map(stated), { fits: ['approaches'] }));
  const { a } = expectLaw(approaches?.envelope ?? { refused: 'none' });
  expect(a.value).toBeCloseTo(0.31 / (0.34 + 0.31), 1);
});

/** D' of Muennighoff et al. 2023, equation 5, and in the same form N'. */
const worth = (first: number, all: number, decay: number): number =>
  first * (1 + decay * (1 - Math.exp(-(all / first - 1) / decay)));

/** The N that is best for U tokens, from A·α/N^α = B·β/D^β. */
const bestFor = (U: number): number => ((400 * 0.34) / (600 * 0.31)) ** (1 / 0.34) * U ** (0.31 / 0.34);

test('runs that repeat tokens give the decay of their worth', () => {
  const decays = { D: 15, N: 5 };
  const U = 2e8;
  const once = grid.filter(({ N, D }) => N <= bestFor(D));
  const repeated = sizes.flatMap((N) =>
    [4, 16].map((epochs) => {
      const first = Math.min(N, bestFor(U));
      const loss = exact(worth(first, N, decays.N), worth(U, epochs * U, decays.D));
      return { N, D: epochs * U, U, loss };
    }),
  );
  const { repeats } = analyse(requestFor([...once, ...repeated].map(stated), { fits: ['repeats'] }));
  const { base, baseModels, constants } = expectLaw(repeats ?? { refused: 'none' });
  expect(baseModels).toBe(once.length);
  expect(base.E / 1.7).toBeCloseTo(1, 3);
  expect(constants.R_D.value / decays.D).toBeCloseTo(1, 2);
  expect(constants.R_N.value / decays.N).toBeCloseTo(1, 2);
});

test('without a law of the runs that repeat nothing there is no law of repeats, and it says so', () => {
  const rows = grid.map(({ N, D, loss }) => ({ N, D: 4 * D, U: D, loss }));
  const { repeats } = analyse(requestFor(rows.map(stated), { fits: ['repeats'] }));
  expect(repeats).toEqual({
    refused:
      "the law of the runs that repeat no tokens comes first, and Chinchilla's law needs at least 6 runs: 0",
  });
});
