import { expect, test } from 'vitest';
import { corpusText } from '../../src/lab/corpus-text.ts';
import { headsOf } from '../../src/lab/heads.ts';
import { planSweep } from '../../src/lab/plan-sweep.ts';
import { FULL_SWEEP } from '../../src/lab/recipe.ts';
import { warningsOf } from '../../src/lab/warnings.ts';

const BASE = 'https://somewhere.example/loglog/index.html?x=1';
const text = corpusText('sotu', 128);
const planned = planSweep(FULL_SWEEP, text, 'sweep1', BASE);

test('runs come cheapest first, whatever order the widths have', () => {
  const shuffled = planSweep({ ...FULL_SWEEP, widths: [96, 8, 32] }, text, 's', BASE);
  expect(shuffled.map(({ plan }) => plan.shape.width)).toEqual([8, 32, 96]);
});

test('N is 12·L·d² without embedding and head', () => {
  expect(planned.map(({ parameters }) => parameters.nonEmbedding)).toEqual([
    1536, 3456, 6144, 13824, 24576, 55296, 98304, 221184,
  ]);
});

test('C counts weights, attention and head, three times for a training step', () => {
  const run = planned.find(({ plan }) => plan.shape.width === 32);
  // Forward a token: 2·24,576 weights, 2·2·128·32 attention, 2·32·V head.
  const forward = 49_152 + 16_384 + 64 * text.vocabulary;
  expect(run?.flops).toBe(3 * forward * 4_096_000);
  expect(run?.sixND).toBe(6 * 24_576 * 4_096_000);
});

test('the default plan is the recipe', () => {
  expect(planned[4]?.plan).toEqual({
    id: 'sweep1/d32',
    shape: {
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
    corpus: { id: 'sotu', url: `https://somewhere.example/loglog/${text.file}` },
    evaluation: { windows: 1024, steps: [2000, 4000] },
  });
});

test('a warm-up takes 100 steps, but at least a twentieth and at most a tenth of the run', () => {
  const warmups = [100_000, 1_024_000, 1_536_000, 4_096_000].map(
    (tokens) => planSweep({ ...FULL_SWEEP, tokens }, text, 's', BASE)[0]?.plan.schedule.warmup,
  );
  expect(warmups).toEqual([0.1, 0.1, 100 / 1500, 0.05]);
});

test('lanes differ in their seeds and in nothing else', () => {
  const [run] = planSweep({ ...FULL_SWEEP, seed: 5, lanes: 3 }, text, 's', BASE);
  expect(run?.plan.lanes.map(({ initSeed, orderSeed }) => [initSeed, orderSeed])).toEqual([
    [5, 5],
    [6, 6],
    [7, 7],
  ]);
});

test('tokens are rounded to whole steps', () => {
  const [run] = planSweep({ ...FULL_SWEEP, tokens: 100_000 }, text, 's', BASE);
  expect(run?.plan.steps).toBe(98);
  expect(run?.tokens).toBe(98 * 1024);
});

test('a text with fewer held-out windows than asked for is evaluated on all it has', () => {
  const short = corpusText('moby-dick', 512);
  const [run] = planSweep({ ...FULL_SWEEP, context: 512 }, short, 's', BASE);
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

test('a text read more than four times is warned of, with the figure', () => {
  expect(warningsOf(FULL_SWEEP, text)).toEqual([]);
  const [warning] = warningsOf({ ...FULL_SWEEP, tokens: 5 * text.uniqueTokens }, text);
  expect(warning).toContain('reads the text 5.0 times');
});

test('too few widths for a law are warned of', () => {
  const [warning] = warningsOf({ ...FULL_SWEEP, widths: [8, 12, 16] }, text);
  expect(warning).toContain('A law needs 3 widths; 2 of these are 12 or more');
});
