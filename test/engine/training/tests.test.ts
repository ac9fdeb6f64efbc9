import { expect, test } from 'vitest';
import { trapTests } from '../../../src/corpus/generated/trap.ts';
import { sourceOf } from '../../../src/corpus/source-rule.ts';
import { layOutParameters } from '../../../src/engine/transformer/parameters.ts';
import { LocalTrainer } from '../../../src/engine/training/local-trainer.ts';
import type { RunPlan, TestScore, TrainerEvent } from '../../../src/engine/trainer.ts';
import { tinyPlan } from '../../harness/engine/tiny-plan.ts';
import { isRight } from '../../shaders/twins/answers.ts';
import { crossEntropy } from '../../shaders/twins/cross-entropy.ts';
import { modelLogits } from '../../shaders/twins/model.ts';

const trainer = new LocalTrainer();
const RULE = { kind: 'trap', form: 'memo', symbols: 6, memorised: 9 } as const;
const VOCABULARY = sourceOf(RULE).alphabet.length;
const CONTEXT = 24;
/** Not a whole number of batches. */
const SET = { name: 'trap', windows: 30 };

const LANES = [1, 2].map((seed) => ({
  initSeed: seed,
  orderSeed: seed,
  learningRate: 0.02,
  weightDecay: 0,
}));

const SHAPE = { ...tinyPlan().shape, vocabulary: VOCABULARY, context: CONTEXT, rotaryBase: 100 };

function testedPlan(changes: Partial<RunPlan> = {}): RunPlan {
  return {
    ...tinyPlan({
      shape: SHAPE,
      lanes: LANES,
      corpus: { kind: 'generated', rule: RULE, seed: 3, length: 60_000 },
      evaluation: { windows: 16, steps: [20], tests: [SET] },
    }),
    ...changes,
  };
}

async function train(plan: RunPlan): Promise<TrainerEvent[]> {
  const events: TrainerEvent[] = [];
  await trainer.listen((event) => void events.push(event));
  await trainer.train(plan);
  return events;
}

/** The score of one lane's model in float64. A window counts as decided if no other logit comes close. */
function scoreOf(parameters: Float32Array) {
  const { tokens, positions } = trapTests(RULE, 3, SET, CONTEXT);
  const layout = layOutParameters(SHAPE);
  const outcomes = Array.from(positions, (position, window) => {
    const start = window * (CONTEXT + 1);
    const inputs = [...tokens.subarray(start, start + CONTEXT)];
    const logits = modelLogits(new Float64Array(parameters), layout, SHAPE, { batch: 1, inputs });
    const own = logits.subarray(position * VOCABULARY, (position + 1) * VOCABULARY);
    const target = tokens[start + position + 1];
    const [best, next] = own.toSorted((a, b) => b - a);
    return {
      right: isRight(own, target),
      loss: crossEntropy(own, [target]).losses[0],
      decided: best - next > 1e-3,
    };
  });
  const right = outcomes.filter((outcome) => outcome.right === 1 && outcome.decided).length;
  return {
    low: right,
    high: right + outcomes.filter(({ decided }) => !decided).length,
    loss: outcomes.reduce((sum, { loss }) => sum + loss, 0) / outcomes.length,
  };
}

test.each([{ untuned: true }, { plain: true }])(
  'the score of each lane is that of the float64 model on the test windows: %o',
  async (kernels) => {
    const plan = testedPlan(kernels);
    const events = await train(plan);
    const evaluated = events.filter((event) => event.kind === 'evaluated');
    expect(evaluated.map(({ step }) => step)).toEqual([20, 40]);
    const [score] = evaluated[1].tests as [TestScore];
    expect(score).toMatchObject(SET);
    const { parameters } = events.find((event) => event.kind === 'checkpoint')!;
    for (const lane of LANES.keys()) {
      const count = parameters.length / LANES.length;
      const expected = scoreOf(parameters.subarray(lane * count, (lane + 1) * count));
      expect(score.right[lane]).toBeGreaterThanOrEqual(expected.low);
      expect(score.right[lane]).toBeLessThanOrEqual(expected.high);
      expect(score.losses[lane]).toBeCloseTo(expected.loss, 4);
    }
  },
);

test('tests change neither losses nor weights', async () => {
  const [tested, bare] = [
    await train(testedPlan({ untuned: true })),
    await train(testedPlan({ untuned: true, evaluation: { windows: 16, steps: [20] } })),
  ];
  const weights = (events: readonly TrainerEvent[]) =>
    events.flatMap((event) => (event.kind === 'checkpoint' ? [...event.parameters] : []));
  const losses = (events: readonly TrainerEvent[]) =>
    events.flatMap((event) => (event.kind === 'evaluated' ? [...event.losses] : []));
  expect(weights(tested)).toEqual(weights(bare));
  expect(losses(tested)).toEqual(losses(bare));
});

test.each([
  [
    { evaluation: { windows: 16, steps: [], tests: [{ name: 'misled', windows: 8 }] } },
    'no test items named',
  ],
  [
    {
      corpus: {
        kind: 'generated',
        rule: { kind: 'uniform', vocabulary: VOCABULARY },
        seed: 1,
        length: 60_000,
      },
    } as const,
    'a uniform source has no test items: trap',
  ],
])('a plan whose source lacks the test fails with the rule', async (changes, message) => {
  const failed = (await train(testedPlan(changes))).at(-1);
  expect(failed).toMatchObject({ kind: 'failed', place: 'plan' });
  expect(failed?.kind === 'failed' && failed.message).toContain(message);
});
