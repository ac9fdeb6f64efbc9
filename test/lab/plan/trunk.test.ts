// Runs that share their first steps.
import { describe, expect, test } from 'vitest';
import { scheduleShares } from '../../../src/engine/run/schedule.ts';
import { costOf } from '../../../src/lab/estimate/cost.ts';
import { presetOf } from '../../../src/lab/experiments/presets.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { RECIPE } from '../../../src/lab/plan/recipe.ts';
import type { RunSettings } from '../../../src/lab/plan/run-settings.ts';
import { branchStep, sharedSteps, trunkSteps } from '../../../src/lab/plan/trunk.ts';

const STEP = RECIPE.batch * RECIPE.context;
const PACE = { perRun: 0, perStep: 0, perFlop: 1, measured: false };

/** Runs of so many steps each, in one experiment. */
function planned(steps: readonly number[], changed: Partial<RunSettings> = {}) {
  const base: RunSettings = {
    ...RECIPE,
    schedule: 'warmup-stable-decay',
    evaluation: { times: 1, windows: 64 },
    ...changed,
  };
  return planRuns(
    steps.map((count) => ({ ...base, tokens: count * STEP, series: `${count}` })),
    's',
  );
}

const plansOf = (steps: readonly number[], changed?: Partial<RunSettings>) =>
  planned(steps, changed).map(({ plan }) => plan);

describe('runs of one width and several lengths', () => {
  const LENGTHS = [
    [250, 500, 1000],
    [295, 367, 1121, 1722],
    [997, 3001, 4484, 12_192],
  ];

  test.each(LENGTHS)(
    '%i, %i, %i: each rate before a branch is the same in both runs, to the bit',
    (...steps) => {
      const plans = plansOf(steps);
      for (const [i, plan] of plans.entries()) {
        for (const trunk of plans.slice(0, i)) {
          const begins = branchStep(plan, trunk);
          expect(begins).toBe(trunkSteps(trunk));
          const [own, shared] = [plan, trunk].map((of) =>
            scheduleShares(of.schedule, of.steps).slice(0, begins),
          );
          expect(own).toEqual(shared);
        }
      }
    },
  );

  test('a run cools down over the last fifth of what follows the warm-up, and no step of it is shared', () => {
    for (const plan of plansOf([250, 1000, 4000])) {
      const shares = scheduleShares(plan.schedule, plan.steps);
      const falling = shares.slice(trunkSteps(plan) + 1);
      expect(falling.length).toBeCloseTo(plan.steps / 5, -1.3);
      expect(Math.max(...falling)).toBeLessThan(1);
    }
  });

  test('train the longest trunk once, and the cooldown of each', () => {
    const [short, middle, long] = plansOf([250, 500, 1000]);
    expect(sharedSteps([short, middle, long])).toEqual([0, trunkSteps(short), trunkSteps(middle)]);
    const runs = planned([250, 500, 1000]);
    const perStep = runs[0].flops / 250;
    const trained = 1000 + (250 - trunkSteps(short)) + (500 - trunkSteps(middle));
    expect(costOf(runs, PACE).flops / perStep).toBeCloseTo(trained, 6);
  });

  test('the warm-up is that of the shortest run, and a run alone keeps its own', () => {
    const warmups = (steps: number[]) =>
      plansOf(steps).map((plan) => Math.round(plan.schedule.warmup * plan.steps));
    expect(warmups([250, 500, 1000])).toEqual([25, 25, 25]);
    expect(warmups([1000])).toEqual([100]);
    expect(warmups([4000])).toEqual([200]);
  });

  test('what an evaluation needs is not skipped: it comes after the branch, or the run starts from its start', () => {
    const plans = plansOf([250, 500, 1000], { evaluation: { times: 10, windows: 64 } });
    expect(sharedSteps(plans)).toEqual([0, 0, 0]);
  });
});

test.each<[string, Partial<RunSettings>]>([
  ['another schedule', { schedule: 'linear' }],
  ['cosine', { schedule: 'cosine' }],
  ['a constant rate', { schedule: 'constant' }],
])('runs with %s share nothing, and stay as they are', (_, changed) => {
  const plans = plansOf([250, 1000], changed);
  expect(sharedSteps(plans)).toEqual([0, 0]);
  expect(plans.map(({ schedule }) => schedule.warmup)).toEqual([0.1, 0.1]);
});

test('runs that differ in more than their length share nothing', () => {
  const [one] = plansOf([250, 1000]);
  for (const changed of [
    { width: 24 },
    { learningRate: 0.02 },
    { batch: 4 },
    { corpus: 'moby-dick' },
    { lanes: [{ initSeed: 2, orderSeed: 1, rate: 1 }] },
    { uniqueTokens: 51_200 },
  ])
    expect(branchStep(plansOf([250, 1000], changed)[1], one)).toBe(0);
});

test('IsoFLOP with a late cooldown costs less, at the same budgets', () => {
  const { runs, settings } = presetOf('isoflop');
  const [linear, late] = (['linear', 'warmup-stable-decay'] as const).map((schedule) =>
    planRuns(runs({ ...settings.quick, schedule }, 'quick'), 's'),
  );
  expect(late.map(({ flops }) => flops)).toEqual(linear.map(({ flops }) => flops));
  expect(costOf(late, PACE).flops / costOf(linear, PACE).flops).toBeLessThan(0.85);
});
