import { describe, expect, test } from 'vitest';
import { DataConstrainedForm } from '../../../src/laws/joint/data-constrained-law.ts';
import { fitDataConstrainedLaw, MUENNIGHOFF_C4 } from '../../../src/laws/joint/data-constrained-law.ts';
import type { RunPoint } from '../../../src/laws/regression/run-point.ts';
import { huber } from '../../../src/laws/stats/huber.ts';
import { derivativeError } from '../../harness/laws/derivative-error.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';
import { jointLawCoverage } from '../../harness/laws/joint-law-coverage.ts';
import { publishedRows } from '../../harness/laws/published-runs.ts';
import { strays } from '../../harness/laws/strays.ts';
import { fullTest } from '../../harness/tier.ts';

const RUNS: RunPoint[] = publishedRows('muennighoff').map((row) => ({
  parameters: Number(row['N']),
  tokens: Number(row['D_tokens']),
  uniqueTokens: Number(row['U_unique_tokens']),
  loss: Number(row['val_loss_c4']),
}));
const FORM = new DataConstrainedForm(MUENNIGHOFF_C4);

function objectiveAt(dataDecay: number, sizeDecay: number): number {
  const theta = [Math.log(dataDecay), Math.log(sizeDecay)];
  return RUNS.reduce((sum, run) => sum + huber(Math.log(run.loss) - FORM.logLoss(run, theta), 1e-3), 0);
}

test("Muennighoff's objective at their optimum is the published value", () => {
  expect(objectiveAt(15.387756, 5.309743)).toBeCloseTo(0.01582594, 8);
});

describe("the optimum of Muennighoff's runs", () => {
  const law = expectLaw(fitDataConstrainedLaw(RUNS, MUENNIGHOFF_C4, { replicates: 39 }));

  test('is the lowest that a grid over the same objective finds, below two others in a flat valley', () => {
    expect(law.objective).toBeCloseTo(0.01580466, 8);
    expect(law.parameters.R_D).toBeCloseTo(95.4, 1);
    expect(law.parameters.R_N).toBeCloseTo(1.7, 1);
    expect(objectiveAt(46.99, 2.33) / law.objective - 1).toBeGreaterThan(1e-4);
    const logs = (from: number, to: number, count: number) =>
      Array.from({ length: count }, (_, i) => from * (to / from) ** (i / (count - 1)));
    const lowest = Math.min(
      ...logs(5, 400, 90).flatMap((data) => logs(0.5, 20, 90).map((size) => objectiveAt(data, size))),
    );
    expect(lowest).toBeGreaterThan(law.objective);
    expect(lowest / law.objective - 1).toBeLessThan(1e-3);
  });

  test('is not reached from every start, and the fit says from how many', () => {
    expect(law.starts).toBe(16);
    expect(law.agreeing).toBeGreaterThan(0);
    expect(law.agreeing).toBeLessThan(12);
  });

  test('is flat: its profile holds the published decays and the local optimum at 47', () => {
    const [data, size] = [law.profile('R_D'), law.profile('R_N')];
    for (const decay of [15.3878, 46.99]) expect(data.low < decay && decay < data.high).toBe(true);
    expect(size.low < 5.3097 && 5.3097 < size.high).toBe(true);
  });
});

test('noiseless runs give back both decays', () => {
  const theta = [Math.log(12), Math.log(4)];
  const exact = RUNS.map((run) => ({ ...run, loss: Math.exp(FORM.logLoss(run, theta)) }));
  const { parameters } = expectLaw(fitDataConstrainedLaw(exact, MUENNIGHOFF_C4, { replicates: 39 }));
  expect(parameters.R_D / 12).toBeCloseTo(1, 6);
  expect(parameters.R_N / 4).toBeCloseTo(1, 6);
});

test('gradient and Hessian equal finite differences', () => {
  expect(derivativeError(FORM, RUNS.slice(0, 40), [2.5, 1.2])).toBeLessThan(1e-7);
});

fullTest('95 % intervals of nine runs by squares cover the truth 93 to 97 % of 1,000 times', () => {
  const theta = [Math.log(12), Math.log(4)];
  const runAt = (parameters: number, epochs: number, noise: number): RunPoint => {
    const size = { parameters, tokens: epochs * 4e9, uniqueTokens: 4e9 };
    return { ...size, loss: Math.exp(FORM.logLoss(size, theta) + noise) };
  };
  const held = jointLawCoverage({
    simulate: (noise) =>
      [1e8, 1e9, 4e9].flatMap((parameters) =>
        [4, 16, 40].map((epochs) => runAt(parameters, epochs, noise())),
      ),
    fit: (points, options) => fitDataConstrainedLaw(points, MUENNIGHOFF_C4, options),
    criterion: 'squares',
    sweeps: 1000,
    truth: { R_D: 12, R_N: 4 },
    far: runAt(4e9, 100, 0),
    deviation: 0.005,
  });
  expect(strays(held, 1000)).toEqual([]);
});

test('refuses runs without repetition', () => {
  const once = RUNS.map(({ parameters, tokens, loss }) => ({ parameters, tokens, loss }));
  expect(fitDataConstrainedLaw(once, MUENNIGHOFF_C4)).toEqual({
    refused: 'the data-constrained law needs runs that repeat their tokens: none does',
  });
});
