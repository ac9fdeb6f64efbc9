import { describe, expect, test } from 'vitest';
import { networkOf } from '../../../src/engine/training/networks.ts';
import { costOf } from '../../../src/lab/estimate/cost.ts';
import {
  EXPERIMENT_IDS,
  PRESETS,
  presetOf,
  presetRuns,
  type ExperimentId,
} from '../../../src/lab/experiments/presets.ts';
import { headRefusal } from '../../../src/lab/plan/head-rule.ts';
import { planRuns, type PlannedRun } from '../../../src/lab/plan/plan-runs.ts';
import { STEP_TOKENS_MAX } from '../../../src/lab/plan/read-draft.ts';
import { paceOf } from '../../../src/lab/estimate/pace.ts';
import { SOFTWARE } from '../../harness/lab/scripted-trainer.ts';

const BASE = 'https://somewhere.example/';
const LAPTOP = paceOf({ ...SOFTWARE, software: false }, []);
const TWO_CORES = paceOf(SOFTWARE, []);

const plan = (id: ExperimentId, size: 'full' | 'quick'): PlannedRun[] =>
  planRuns(presetRuns(id, size), 's', BASE);

const trained = EXPERIMENT_IDS.filter((id) => presetOf(id).measures === 'runs').flatMap((id) =>
  (['full', 'quick'] as const).map((size) => ({ id, size, planned: plan(id, size) })),
);

test('every experiment has a name and says what it reproduces', () => {
  const titles = Object.values(PRESETS).map(({ title }) => title);
  expect(new Set(titles).size).toBe(EXPERIMENT_IDS.length);
  for (const { title, result, varies } of Object.values(PRESETS)) {
    expect(title).not.toBe('');
    expect(result).toMatch(/\.$/);
    expect(varies).not.toBe('');
  }
});

test('Widths is the default', () => {
  expect(EXPERIMENT_IDS[0]).toBe('widths');
});

describe.each(trained)('$id, $size', ({ planned }) => {
  test('every run has its own label and id, and comes after all cheaper runs', () => {
    expect(new Set(planned.map(({ label }) => label)).size).toBe(planned.length);
    expect(new Set(planned.map((run) => run.plan.id)).size).toBe(planned.length);
    const costs = planned.map(({ flops }) => flops);
    expect(costs).toEqual(costs.toSorted((a, b) => a - b));
  });

  test('the kernels can train every run, with sizes that the fast kernels accept', () => {
    for (const {
      plan: { batch, lanes, shape },
      settings,
    } of planned) {
      expect(headRefusal(shape.width, settings.heads)).toBeNull();
      const sizes = shape.kind === 'lstm' ? [shape.width] : [shape.width, shape.feedForward];
      for (const size of sizes) expect(size % 4).toBe(0);
      expect(() => networkOf(shape)).not.toThrow();
      expect(batch * shape.context * lanes.length).toBeLessThanOrEqual(STEP_TOKENS_MAX);
      expect(shape.layers).toBeLessThanOrEqual(16);
    }
  });

  test('no run reads a token more often than its experiment intends', () => {
    const whole = planned.filter(({ settings }) => settings.uniqueTokens === null);
    const epochs = whole.map(({ tokens, uniqueTokens }) => tokens / uniqueTokens);
    expect(Math.max(1, ...epochs)).toBeLessThanOrEqual(1.5);
  });
});

test.each(trained.filter(({ size }) => size === 'quick'))(
  '$id, quick, takes under five minutes on a laptop’s GPU at the assumed speed',
  ({ planned }) => {
    expect(costOf(planned, LAPTOP).seconds).toBeLessThan(300);
  },
);

test.each<[ExperimentId, number]>([
  ['widths', 25],
  ['known-entropy', 25],
  ['isoflop', 70],
])('%s, quick, takes under %i minutes on two cores at the assumed speed', (id, minutes) => {
  expect(costOf(plan(id, 'quick'), TWO_CORES).seconds).toBeLessThan(60 * minutes);
});

test('a cost counts every lane', () => {
  const runs = plan('dynamics', 'quick');
  const { flops, tokens, measured } = costOf(runs, LAPTOP);
  expect(flops).toBe(8 * runs.reduce((sum, run) => sum + run.flops, 0));
  expect(tokens).toBe(16 * 1_024_000);
  expect(measured).toBe(false);
});

test('seeds of weights and of order vary separately', () => {
  const seeds = plan('dynamics', 'quick').map(({ plan: { lanes } }) => ({
    init: new Set(lanes.map(({ initSeed }) => initSeed)).size,
    order: new Set(lanes.map(({ orderSeed }) => orderSeed)).size,
  }));
  expect(seeds).toEqual([
    { init: 8, order: 1 },
    { init: 1, order: 8 },
  ]);
});

test.each(['full', 'quick'] as const)('runs of one IsoFLOP budget, %s, cost the same to 1 %%', (size) => {
  const runsOf = plan('isoflop', size);
  const budgets = new Set(runsOf.map(({ settings }) => settings.series));
  expect(budgets.size).toBeGreaterThanOrEqual(4);
  for (const budget of budgets) {
    const costs = runsOf.filter(({ settings }) => settings.series === budget).map(({ flops }) => flops);
    expect(costs.length).toBeGreaterThanOrEqual(5);
    expect(Math.max(...costs) / Math.min(...costs)).toBeLessThan(1.01);
  }
});

test.each(['full', 'quick'] as const)('shapes, %s, have the same N to within a sixth', (size) => {
  const runs = plan('shape', size);
  const base = runs.find(({ settings }) => settings.series === 'base')?.parameters.nonEmbedding ?? 0;
  for (const { parameters } of runs) {
    expect(Math.abs(Math.log(parameters.nonEmbedding / base))).toBeLessThan(0.16);
  }
});
