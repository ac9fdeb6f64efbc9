import { describe, expect, test } from 'vitest';
import {
  computeEfficientExponents,
  computeEfficientRun,
  computeLaw,
  constantBatch,
  lossAboveConverged,
  stoppingGain,
} from '../../../src/laws/batch-size/compute-efficient.ts';
import { criticalBatchAt } from '../../../src/laws/batch-size/critical-batch-law.ts';
import { KaplanStepsForm } from '../../../src/laws/batch-size/kaplan-steps-form.ts';
import type { StepsSize } from '../../../src/laws/batch-size/kaplan-steps-form.ts';
import { fitKaplanStepsLaw } from '../../../src/laws/batch-size/kaplan-steps-law.ts';
import type { KaplanStepsLaw } from '../../../src/laws/batch-size/kaplan-steps-law.ts';
import { minimumCompute, minimumSteps } from '../../../src/laws/batch-size/minimum-cost.ts';
import { KAPLAN_CRITICAL_BATCH, KAPLAN_STEPS } from '../../../src/laws/published/kaplan-2020.ts';
import type { Measured } from '../../../src/laws/regression/form.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';
import { fullTest } from '../../harness/tier.ts';

const CRITERIA = ['huber', 'squares'] as const;
const NAMES = ['N_c', 'S_c', 'alpha_N', 'alpha_S'] as const;

function stepsLoss(parameters: number, steps: number): number {
  const { N_c, S_c, alpha_N, alpha_S } = KAPLAN_STEPS;
  return (N_c / parameters) ** alpha_N + (S_c / steps) ** alpha_S;
}

/** Runs of 10⁶ to 10⁹ parameters at 3·10³ to 3·10⁵ steps. */
function grid([sizes, lengths]: readonly [number, number], noise = () => 0): Measured<StepsSize>[] {
  return Array.from({ length: sizes * lengths }, (_, i) => {
    const parameters = 1e6 * 10 ** ((3 * Math.floor(i / lengths)) / (sizes - 1));
    const steps = 3e3 * 10 ** ((2 * (i % lengths)) / (lengths - 1));
    return { parameters, steps, loss: stepsLoss(parameters, steps) * Math.exp(noise()) };
  });
}

function noisyGrid(shape: readonly [number, number], seed: number): Measured<StepsSize>[] {
  const normal = normals(seed);
  return grid(shape, () => 0.01 * normal());
}

function fit(points: readonly Measured<StepsSize>[], options = {}): KaplanStepsLaw {
  return expectLaw(fitKaplanStepsLaw(points, { replicates: 39, ...options }));
}

test.each(CRITERIA)("noiseless runs give back Kaplan's constants, by %s", (criterion) => {
  const { parameters, agreeing, starts, formula } = fit(grid([5, 4]), { criterion });
  for (const name of NAMES) expect(Math.abs(parameters[name] / KAPLAN_STEPS[name] - 1)).toBeLessThan(1e-6);
  expect(agreeing).toBe(starts);
  expect(formula).toBe('L(N, S_min) = (6.5 × 10¹³ / N)^0.077 + (2100 / S_min)^0.76');
});

test('gradient and Hessian equal finite differences', () => {
  const points = grid([3, 3]);
  const form = new KaplanStepsForm(points);
  const theta = [0.9, -0.8, 0.1, 0.6];
  const step = 1e-5;
  const at = (run: StepsSize, place: readonly number[]) => {
    const [gradient, hessian] = [new Float64Array(4), new Float64Array(16)];
    return { value: form.derivatives(run, place, gradient, hessian), gradient, hessian };
  };
  for (const run of points) {
    const { value, gradient, hessian } = at(run, theta);
    expect(value).toBeCloseTo(form.logLoss(run, theta), 14);
    for (let j = 0; j < 4; j++) {
      const [below, above] = [-step, step].map((shift) => at(run, theta.with(j, theta[j] + shift)));
      expect(gradient[j]).toBeCloseTo((above.value - below.value) / (2 * step), 7);
      for (let k = 0; k < 4; k++)
        expect(hessian[j * 4 + k]).toBeCloseTo((above.gradient[k] - below.gradient[k]) / (2 * step), 7);
    }
  }
});

test.each(CRITERIA)('counting N in other units rescales only N_c, by %s', (criterion) => {
  const points = noisyGrid([5, 4], 1);
  const [law, scaled] = [1, 1000].map((unit) =>
    fit(
      points.map((point) => ({ ...point, parameters: point.parameters / unit })),
      { criterion },
    ),
  );
  expect((scaled.parameters.N_c * 1000) / law.parameters.N_c).toBeCloseTo(1, 5);
  for (const name of ['S_c', 'alpha_N', 'alpha_S'] as const)
    expect(scaled.parameters[name] / law.parameters[name]).toBeCloseTo(1, 6);
});

test('the order of the runs changes nothing', () => {
  const points = noisyGrid([4, 4], 2);
  const numbers = ({ parameters, intervals, covariance }: KaplanStepsLaw) => [
    parameters,
    intervals,
    covariance,
  ];
  expect(numbers(fit(points.toReversed()))).toEqual(numbers(fit(points)));
});

test.each(CRITERIA)('duplicate runs change no point estimate, by %s', (criterion) => {
  const points = noisyGrid([5, 4], 3);
  const [once, twice] = [fit(points, { criterion }), fit([...points, ...points], { criterion })];
  for (const name of NAMES) expect(twice.parameters[name] / once.parameters[name]).toBeCloseTo(1, 5);
});

fullTest('95 % intervals of 16 runs cover the truth 93 to 97 % of 1,000 times', () => {
  const normal = normals(5);
  const held = { alpha_N: 0, alpha_S: 0, N_opt: 0, band: 0 };
  const far = { parameters: 1e10, steps: 1e6 };
  const truth = stepsLoss(far.parameters, far.steps);
  const { parameters: optimal } = computeEfficientRun(KAPLAN_STEPS, KAPLAN_CRITICAL_BATCH, 1e20);
  for (let i = 0; i < 1000; i++) {
    const law = fit(
      grid([4, 4], () => 0.01 * normal()),
      { seed: 7919 * i, criterion: 'squares' },
    );
    const { alpha_N, alpha_S } = law.intervals;
    const N_opt = law.optimumBand(1e20, KAPLAN_CRITICAL_BATCH, 'parameters');
    const band = law.band(far);
    held.alpha_N += Number(alpha_N.low <= 0.077 && 0.077 <= alpha_N.high);
    held.alpha_S += Number(alpha_S.low <= 0.76 && 0.76 <= alpha_S.high);
    held.N_opt += Number(N_opt.low <= optimal && optimal <= N_opt.high);
    held.band += Number(band.low <= truth && truth <= band.high);
  }
  expect(Object.entries(held).filter(([, count]) => count < 930 || count > 970)).toEqual([]);
});

describe('the run of least compute', () => {
  /** The least loss of N parameters for C_min, by bisection: B_crit depends on the loss. */
  function lossOf(parameters: number, compute: number): number {
    let [low, high] = [1e-3, 1e3];
    for (let i = 0; i < 200; i++) {
      const loss = Math.sqrt(low * high);
      const steps = compute / (6 * parameters * criticalBatchAt(KAPLAN_CRITICAL_BATCH, loss));
      if (stepsLoss(parameters, steps) > loss) low = loss;
      else high = loss;
    }
    return low;
  }

  test.each([1e18, 8.64e19, 1e24])('is the numerical minimum at %d FLOPs', (compute) => {
    const run = computeEfficientRun(KAPLAN_STEPS, KAPLAN_CRITICAL_BATCH, compute);
    expect((6 * run.parameters * run.batch * run.steps) / compute).toBeCloseTo(1, 9);
    expect(stepsLoss(run.parameters, run.steps)).toBeCloseTo(run.loss, 12);
    expect(lossOf(run.parameters, compute)).toBeCloseTo(run.loss, 9);
    for (const factor of [0.8, 0.95, 1.05, 1.25])
      expect(lossOf(run.parameters * factor, compute)).toBeGreaterThan(run.loss * (1 + 1e-6));
  });

  test("has the exponents of Kaplan's formula, 0.052 and 0.68", () => {
    const { loss, parameters } = computeEfficientExponents(KAPLAN_STEPS, KAPLAN_CRITICAL_BATCH);
    expect(loss).toBeCloseTo(0.05245, 5);
    expect(parameters).toBeCloseTo(0.681, 3);
    const [less, more] = [1e20, 1e21].map((compute) =>
      computeEfficientRun(KAPLAN_STEPS, KAPLAN_CRITICAL_BATCH, compute),
    );
    expect(Math.log10(more.parameters / less.parameters)).toBeCloseTo(parameters, 9);
    expect(Math.log10(less.loss / more.loss)).toBeCloseTo(loss, 9);
  });

  test.each([
    ['the critical batch', KAPLAN_CRITICAL_BATCH],
    ['a constant batch', constantBatch(1024)],
  ])('has exponents and a law of compute that follow it, with %s', (_, batches) => {
    const exponents = computeEfficientExponents(KAPLAN_STEPS, batches);
    const { C_c, alpha_C } = computeLaw(KAPLAN_STEPS, batches);
    const [less, more] = [1e20, 1e23].map((compute) => {
      const run = computeEfficientRun(KAPLAN_STEPS, batches, compute);
      expect((C_c / compute) ** alpha_C / run.loss).toBeCloseTo(1, 9);
      return { ...run, tokens: run.batch * run.steps };
    });
    for (const name of ['parameters', 'batch', 'steps', 'tokens'] as const)
      expect(Math.log10(more[name] / less[name]) / 3).toBeCloseTo(exponents[name], 9);
    expect(exponents.parameters + exponents.tokens).toBeCloseTo(1, 12);
  });

  test('stops about 10 % above the loss to which its model would converge', () => {
    const { loss, parameters } = computeEfficientRun(KAPLAN_STEPS, KAPLAN_CRITICAL_BATCH, 8.64e19);
    expect(loss / stepsLoss(parameters, Infinity) - 1).toBeCloseTo(lossAboveConverged(KAPLAN_STEPS), 9);
    expect(lossAboveConverged(KAPLAN_STEPS)).toBeCloseTo(0.1, 2);
  });

  test('takes 2.7 times the parameters, 1/7.7 of the steps and 65 % less compute than 2 % above convergence', () => {
    // As Kaplan et al. 2020, appendix B.2, print them.
    const { compute, parameters, steps } = stoppingGain(KAPLAN_STEPS, 0.02);
    expect(parameters).toBeCloseTo(2.7, 1);
    expect(Math.abs(1 / steps - 7.7)).toBeLessThan(0.1);
    expect(compute).toBeCloseTo(0.35, 2);
    expect(stoppingGain(KAPLAN_STEPS, lossAboveConverged(KAPLAN_STEPS))).toEqual({
      parameters: 1,
      steps: 1,
      compute: 1,
    });
  });
});

test('a batch at the critical size takes twice the fewest steps and twice the least compute', () => {
  expect(minimumSteps(100, 4096, 4096)).toBe(50);
  expect(minimumCompute(1e15, 4096, 4096)).toBe(5e14);
});

test('steps are fewest far above the critical batch size, and compute is least far below it', () => {
  expect(minimumSteps(100, 1e12, 4096) / 100).toBeCloseTo(1, 6);
  expect(minimumCompute(1e15, 1, 1e9) / 1e15).toBeCloseTo(1, 6);
});

test.each<[string, Measured<StepsSize>[]]>([
  ["Kaplan's law of steps needs at least 5 runs: 4", grid([2, 2])],
  ["Kaplan's law of steps needs at least 3 values of N: 2", grid([2, 5])],
  ["Kaplan's law of steps needs at least 3 values of S: 2", grid([5, 2])],
  [
    "Kaplan's law of steps needs runs in which S is not always the same power of N",
    grid([4, 3]).map((point) => ({ ...point, steps: point.parameters / 10 })),
  ],
  ['every S must be positive and finite: 0', [{ parameters: 1e6, steps: 0, loss: 3 }]],
  ['every loss must be positive and finite: NaN', [{ parameters: 1e6, steps: 1, loss: NaN }]],
])('refuses: %s', (refused, points) => {
  expect(fitKaplanStepsLaw(points)).toEqual({ refused });
});

test('refuses losses that rise with S', () => {
  const rising = grid([5, 4]).map((point) => ({ ...point, loss: 3 * (point.steps / 3e3) ** 0.1 }));
  expect(fitKaplanStepsLaw(rising)).toHaveProperty('refused');
});
