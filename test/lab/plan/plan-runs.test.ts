import { expect, test } from 'vitest';
import { findCorpus } from '../../../src/corpus/catalogue.ts';
import { layoutOf } from '../../../src/corpus/text-layout.ts';
import type { RunPlan } from '../../../src/engine/trainer.ts';
import { presetRuns } from '../../../src/lab/experiments/presets.ts';
import { corpusOf } from '../../../src/lab/plan/corpora.ts';
import { headsOf, refuseHeads } from '../../../src/lab/plan/head-rule.ts';
import { planRuns, type PlannedRun } from '../../../src/lab/plan/plan-runs.ts';
import { FULL_SWEEP, RECIPE } from '../../../src/lab/plan/recipe.ts';
import { sweepRuns } from '../../../src/lab/plan/sweep-runs.ts';
import type { SweepSettings } from '../../../src/lab/plan/sweep-settings.ts';
import { warningsOf } from '../../../src/lab/plan/warnings.ts';

const BASE = 'https://somewhere.example/loglog/index.html?x=1';
const text = corpusOf('sotu', 128);
const planned = planRuns(sweepRuns(FULL_SWEEP), 'sweep1', BASE);

function planSweep(changes: Partial<SweepSettings>): PlannedRun[] {
  return planRuns(sweepRuns({ ...FULL_SWEEP, ...changes }), 's', BASE);
}

test('runs are sorted by cost, in any order of the widths', () => {
  const shuffled = planSweep({ widths: [96, 8, 32] });
  expect(shuffled.map(({ plan }) => plan.shape.width)).toEqual([8, 32, 96]);
});

test('N is 12·L·d² without embedding and head', () => {
  expect(planned.map(({ parameters }) => parameters.nonEmbedding)).toEqual([
    1536, 3456, 6144, 13824, 24576, 55296, 98304, 221184,
  ]);
});

test('C counts weights, attention and head, three times for a training step', () => {
  const run = planned.find(({ plan }) => plan.shape.width === 32);
  // Forward for one token: 2·24,576 weights, 2·2·128·32 attention, 2·32·V head.
  const forward = 49_152 + 16_384 + 64 * text.vocabulary;
  expect(run?.flops).toBe(3 * forward * 4_096_000);
  expect(run?.sixND).toBe(6 * 24_576 * 4_096_000);
});

test('the default plan is the recipe', () => {
  expect(planned[4]?.plan).toEqual({
    id: 'sweep1/d32',
    shape: {
      kind: 'transformer',
      vocabulary: text.vocabulary,
      context: 128,
      width: 32,
      layers: 2,
      heads: 4,
      feedForward: 128,
      positions: 'rotary',
      tiedHead: false,
    },
    batch: 8,
    steps: 4000,
    lanes: [{ initSeed: 1, orderSeed: 1, learningRate: 0.012, weightDecay: 0 }],
    schedule: { kind: 'linear', warmup: 0.05, cooldown: 0.2 },
    optimizer: { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, clipNorm: 1, matrixRate: 1 },
    corpus: {
      kind: 'text',
      id: 'sotu',
      url: 'https://somewhere.example/loglog/corpora/',
      sha256: 'cb83ced9b900fc4e77c18a03828731cf672e5918d72329b358ac06ee27063fd3',
      parts: 16,
    },
    evaluation: { windows: 1024, steps: [2000, 4000] },
  });
});

test('overlapping windows cover 16,384 tokens at most, and cost at most a tenth of the training', () => {
  for (const size of ['quick', 'full'] as const)
    for (const { plan } of planRuns(presetRuns('architecture', size), 's')) {
      const { stride, windows } = plan.evaluation.overlapping ?? { stride: NaN, windows: NaN };
      expect((windows - 1) * stride + plan.shape.context).toBeLessThanOrEqual(16_384);
      // A window of training costs three forward passes, and one of an evaluation one.
      expect(windows).toBeLessThanOrEqual(0.1 * 3 * plan.steps * plan.batch);
      expect(windows).toBeGreaterThanOrEqual(plan.batch);
    }
  const all = ['data', 'grid', 'isoflop'] as const;
  for (const id of all)
    for (const { plan } of planRuns(presetRuns(id, 'quick'), 's'))
      expect(plan.evaluation).not.toHaveProperty('overlapping');
});

test('a warm-up takes 100 steps, but at least a twentieth and at most a tenth of the run', () => {
  const warmups = [100_000, 1_024_000, 1_536_000, 4_096_000].map(
    (tokens) => planSweep({ tokens })[0]?.plan.schedule.warmup,
  );
  expect(warmups).toEqual([0.1, 0.1, 100 / 1500, 0.05]);
});

test('lanes differ only in their seeds', () => {
  const [run] = planSweep({ seed: 5, lanes: 3 });
  expect(run?.plan.lanes.map(({ initSeed, orderSeed }) => [initSeed, orderSeed])).toEqual([
    [5, 5],
    [6, 6],
    [7, 7],
  ]);
});

test('tokens are rounded to whole steps', () => {
  const [run] = planSweep({ tokens: 100_000 });
  expect(run?.plan.steps).toBe(98);
  expect(run?.tokens).toBe(98 * 1024);
});

test('a text with fewer held-out windows than requested is evaluated on all of them', () => {
  const short = corpusOf('moby-dick', 512);
  const [run] = planSweep({ corpus: 'moby-dick', context: 512 });
  expect(short.validationWindows).toBeLessThan(1024);
  expect(run?.plan.evaluation.windows).toBe(short.validationWindows);
});

test.each([
  [12, 1],
  [8, 1],
  [16, 2],
  [24, 3],
  [28, 2],
  [96, 12],
])('width %i gets %i heads at head size 8 or the next that divides it', (width, heads) => {
  expect(headsOf(width, { by: 'size', number: 8 })).toBe(heads);
});

test('a text that is read more than four times gets a warning with the number', () => {
  expect(warningsOf(sweepRuns(FULL_SWEEP), ['N'])).toEqual([]);
  const [warning] = warningsOf(sweepRuns({ ...FULL_SWEEP, tokens: 5 * text.uniqueTokens }), ['N']);
  expect(warning).toContain('reads the text 5.0 times');
});

test('too few widths for a law get a warning', () => {
  const [warning] = warningsOf(sweepRuns({ ...FULL_SWEEP, widths: [8, 12, 16] }), ['N']);
  expect(warning).toContain('A law needs 3 widths of 12 or more, and there are 2.');
});

test('a limit of distinct tokens is rounded to whole windows, and determines U and epochs', () => {
  const [run] = planRuns([{ ...RECIPE, uniqueTokens: 100_000 }], 's', BASE);
  expect(run?.plan.trainingWindows).toBe(781);
  expect(run?.uniqueTokens).toBe(781 * 128);
});

test('without a limit U is the number of distinct tokens read, at most D and at most the corpus', () => {
  const [some, all] = planRuns([RECIPE, { ...RECIPE, tokens: 20_480_000 }], 's', BASE);
  expect(some?.plan).not.toHaveProperty('trainingWindows');
  expect(some?.uniqueTokens).toBe(4_096_000);
  expect(all?.uniqueTokens).toBe(text.uniqueTokens);
});

test('a limit above the size of the corpus means the whole corpus', () => {
  const [run] = planRuns([{ ...RECIPE, uniqueTokens: 1e9, tokens: 20_480_000 }], 's', BASE);
  expect(run?.plan.trainingWindows).toBe(text.uniqueTokens / 128);
});

test('a label distinguishes a run from the others, and determines its id', () => {
  const runs = [
    { ...RECIPE, batch: 2 },
    { ...RECIPE, batch: 4, uniqueTokens: 512_000 },
    { ...RECIPE, batch: 2, layers: 3 },
  ];
  const labelled = planRuns(runs, 's', BASE);
  expect(labelled.map(({ label }) => label)).toEqual([
    'L 2 · B 2 · U all',
    'L 2 · B 4 · U 512K',
    'L 3 · B 2 · U all',
  ]);
  expect(labelled[1]?.plan.id).toBe('s/L2·B4·U512K');
});

test('lanes may differ in one of their seeds, and in their rate', () => {
  const lanes = [
    { initSeed: 1, orderSeed: 7, rate: 1 },
    { initSeed: 2, orderSeed: 7, rate: 0.5 },
  ];
  const [run] = planRuns([{ ...RECIPE, learningRate: 0.02, lanes }], 's', BASE);
  expect(run?.plan.lanes).toEqual([
    { initSeed: 1, orderSeed: 7, learningRate: 0.02, weightDecay: 0 },
    { initSeed: 2, orderSeed: 7, learningRate: 0.01, weightDecay: 0 },
  ]);
});

test('evaluations are evenly spread, and the last is at the end', () => {
  const [run] = planRuns([{ ...RECIPE, tokens: 10_240, evaluation: { times: 4, windows: 64 } }], 's', BASE);
  expect(run?.plan.evaluation).toEqual({ windows: 64, steps: [2, 5, 7, 10] });
});

test('a source whose entropy is known is planned with its rule and its V', () => {
  const [run] = planRuns([{ ...RECIPE, corpus: 'zipf-markov' }], 's', BASE);
  expect(run?.plan.shape.vocabulary).toBe(32);
  expect(run?.plan.corpus).toEqual({
    kind: 'generated',
    rule: { kind: 'zipf-markov', vocabulary: 32, exponent: 1.2, order: 2 },
    seed: 1,
    length: 10_000_000,
  });
});

test.each([
  [48, 6, null],
  [48, 5, 'heads must divide width: 48 % 5 = 3'],
  [48, 16, 'head size must be even, 4 to 64: 48 / 16 = 3'],
  [128, 1, 'head size must be even, 4 to 64: 128 / 1 = 128'],
])('width %i with %i heads is refused with the figures', (width, heads, rule) => {
  expect(refuseHeads(width, heads)).toBe(rule);
});

const partsIn = (runs: readonly { plan: RunPlan }[]) =>
  runs.map(({ plan: { corpus } }) => (corpus.kind === 'text' ? corpus.parts : 'none'));

test('every run of a sweep trains on the fewest parts that have the distinct tokens of each of them', () => {
  const lengths = [100_000, 1_024_000, 300_000];
  const runs = planRuns(
    lengths.map((tokens) => ({ ...RECIPE, tokens })),
    's',
    BASE,
  );
  const [parts] = new Set(partsIn(runs));
  expect(partsIn(runs)).toEqual([parts, parts, parts]);
  const has = (count: number) => corpusOf('sotu', 128, count).uniqueTokens;
  expect(has(Number(parts))).toBeGreaterThanOrEqual(1_024_000);
  expect(has(Number(parts) - 1)).toBeLessThan(1_024_000);
});

test('a run on a limited number of distinct tokens needs only their parts, however often it reads them', () => {
  const [few] = planRuns([{ ...RECIPE, tokens: 4_096_000, uniqueTokens: 128_000 }], 's', BASE);
  const [many] = planRuns([{ ...RECIPE, tokens: 4_096_000 }], 's', BASE);
  expect(partsIn([few])).toEqual([1]);
  expect(few?.uniqueTokens).toBe(128_000);
  expect(partsIn([many])[0]).toBeGreaterThan(10);
  expect(many?.uniqueTokens).toBe(4_096_000);
});

test('a run longer than the text trains on all its parts', () => {
  const [run] = planRuns([{ ...RECIPE, tokens: 100_000_000 }], 's', BASE);
  expect(partsIn([run])).toEqual([layoutOf(findCorpus('sotu')).training.length]);
  expect(run?.uniqueTokens).toBe(text.uniqueTokens);
});

test('a generated corpus has no parts', () => {
  expect(partsIn(planRuns([{ ...RECIPE, corpus: 'zipf-markov' }], 's', BASE))).toEqual(['none']);
});
