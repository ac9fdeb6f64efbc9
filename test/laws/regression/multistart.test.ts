import { expect, test } from 'vitest';
import { fitKaplanLaw } from '../../../src/laws/joint/kaplan-law.ts';
import { fitForm } from '../../../src/laws/regression/fit-form.ts';
import type { LawForm } from '../../../src/laws/regression/form.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';
import { BESIROGLU, chinchillaLoss, grid } from '../../harness/laws/simulated-grid.ts';
import { inTier } from '../../harness/tier.ts';

/** A run whose log loss leaves 0 as its coefficient leaves `centre`, and never beyond `height`. */
interface Well {
  centre: number;
  width: number;
  height: number;
}

/** Log loss height·tanh((θ − centre)/width): each run wants θ at its own centre, and gives up far from it. */
function wells(starts: readonly number[]): LawForm<'theta', Well> {
  const place = ({ centre, width }: Well, theta: ArrayLike<number>) => Math.tanh((theta[0] - centre) / width);
  return {
    name: 'the law of two wells',
    symbols: ['theta'],
    starts: starts.map((start) => [start]),
    logLoss: (run, theta) => run.height * place(run, theta),
    derivatives(run, theta, gradient, hessian) {
      const at = place(run, theta);
      gradient[0] = (run.height / run.width) * (1 - at * at);
      hessian[0] = (-2 * at * gradient[0]) / run.width;
      return run.height * at;
    },
    parameters: (theta) => [theta[0]],
    refuse: () => null,
    formula: () => '',
  };
}

/** Twenty runs with a small and narrow well at 0, and two with a large and wide one at 6. */
const RUNS = [
  ...Array.from({ length: 20 }, () => ({ centre: 0, width: 1, height: 0.03, loss: 1 })),
  ...Array.from({ length: 2 }, () => ({ centre: 6, width: 8, height: 0.3, loss: 1 })),
];

/** Σ Huber's loss at θ, δ = 1e-3, written out. */
function huberAt(theta: number): number {
  return RUNS.reduce((sum, { centre, width, height }) => {
    const size = Math.abs(height * Math.tanh((theta - centre) / width));
    return sum + (size <= 1e-3 ? (size * size) / 2 : 1e-3 * size - 5e-7);
  }, 0);
}

/** The lowest θ of a fine grid between two places. */
function lowestBetween(from: number, to: number): number {
  const places = Array.from({ length: 60_001 }, (_, i) => from + ((to - from) * i) / 60_000);
  return places.reduce((least, theta) => (huberAt(theta) < huberAt(least) ? theta : least));
}

test('of two optima the lower one is found, and only starts that reach it agree', () => {
  const [near, far] = [lowestBetween(-1, 2), lowestBetween(4, 8)];
  expect(huberAt(far)).toBeGreaterThan(1.3 * huberAt(near));
  const law = expectLaw(fitForm(wells([-0.4, -0.2, 0.1, 0.3, 4, 5, 6, 7]), RUNS, { replicates: 39 }));
  expect(law.parameters.theta).toBeCloseTo(near, 3);
  expect(law.objective).toBeCloseTo(huberAt(near), 9);
  expect(law.agreeing).toBe(4);
  expect(law.starts).toBe(8);
});

test('starts that all end at the higher of two optima agree on it', () => {
  const law = expectLaw(fitForm(wells([5, 6, 7]), RUNS, { replicates: 39 }));
  expect(law.parameters.theta).toBeCloseTo(lowestBetween(4, 8), 3);
  expect(law.agreeing).toBe(3);
});

test('least squares of the same runs has one optimum, which every start reaches', () => {
  const law = expectLaw(fitForm(wells([-1, 0.3, 4, 7]), RUNS, { criterion: 'squares', replicates: 39 }));
  expect(law.parameters.theta).toBeGreaterThan(3);
  expect(law.agreeing).toBe(4);
});

/**
 * Kaplan's form on runs of Chinchilla's law: the valley of its four constants is flat, and Huber's loss has many minima
 * in it.
 */
test.each(
  inTier(
    Array.from({ length: 40 }, (_, i) => i),
    [3, 11],
  ),
)("a wide search finds no lower optimum of Kaplan's law, sweep %i", (sweep) => {
  const normal = normals(900 + sweep);
  const truth = (N: number, D: number) => chinchillaLoss(BESIROGLU, N, D);
  const runs = grid(truth, [6, 5], () => 0.01 * normal());
  const law = expectLaw(fitKaplanLaw(runs, { replicates: 39 }));
  const objectiveOf = ([p, d, ratio, alpha]: readonly number[]) =>
    runs.reduce((sum, { parameters, tokens, loss }) => {
      const byN = Math.exp(p - ratio * Math.log(parameters / 3e8));
      const byD = Math.exp(d - Math.log(tokens / 3e10));
      const size = Math.abs(Math.log(loss) - alpha * Math.log(byN + byD));
      return sum + (size <= 1e-3 ? (size * size) / 2 : 1e-3 * size - 5e-7);
    }, 0);
  const { N_c, D_c, alpha_N, alpha_D } = law.parameters;
  const ratio = alpha_N / alpha_D;
  const found = [ratio * Math.log(N_c / 3e8), Math.log(D_c / 3e10), ratio, alpha_D];
  expect(objectiveOf(found) / law.objective).toBeCloseTo(1, 6);
  for (let search = 0; search < 12; search++) {
    const reach = [0.01, 0.05, 0.2][search % 3];
    const start = found.map((value) => value * (1 + reach * normal()));
    expect(patternSearch(objectiveOf, start)).toBeGreaterThan(law.objective * (1 - 1e-6));
  }
});

/** The lowest value that steps along random directions reach; a step that fails is shortened. */
function patternSearch(objective: (at: readonly number[]) => number, start: readonly number[]): number {
  const normal = normals(Math.floor(1e6 * Math.abs(start[0])));
  let [at, value, step] = [start, objective(start), 0.1];
  for (let trial = 0; trial < 3000 && step > 1e-9; trial++) {
    const move = at.map((place) => step * (Math.abs(place) + 0.1) * normal());
    const tried = at.map((place, j) => place + move[j]);
    const reached = objective(tried);
    step *= reached < value ? 2 : 0.9;
    if (reached < value) [at, value] = [tried, reached];
  }
  return value;
}
