import { expect, test } from 'vitest';
import { findCorpus } from '../../../src/corpus/catalogue.ts';
import { layOutParameters } from '../../../src/engine/transformer/parameters.ts';
import { LocalTrainer } from '../../../src/engine/training/local-trainer.ts';
import type { RunPlan, TextScore, TrainerEvent } from '../../../src/engine/trainer.ts';
import { tinyPlan } from '../../harness/engine/tiny-plan.ts';
import { crossEntropy } from '../../shaders/twins/cross-entropy.ts';
import { modelLogits } from '../../shaders/twins/model.ts';

const trainer = new LocalTrainer();
const { alphabet, bytes } = findCorpus('moby-dick');
const LANES = [1, 2].map((seed) => ({
  initSeed: seed,
  orderSeed: seed,
  learningRate: 0.02,
  weightDecay: 0,
}));
const WINDOWS = 16;
const MOBY_DICK = { id: 'moby-dick', windows: WINDOWS };

const planOf = (changes: Partial<RunPlan> = {}): RunPlan => ({
  ...tinyPlan({
    lanes: LANES,
    untuned: true,
    evaluation: { windows: WINDOWS, steps: [20], texts: [MOBY_DICK, { id: 'sotu', windows: WINDOWS }] },
  }),
  ...changes,
});

async function train(plan: RunPlan): Promise<TrainerEvent[]> {
  const events: TrainerEvent[] = [];
  await trainer.listen((event) => void events.push(event));
  await trainer.train(plan);
  return events;
}

const evaluatedIn = (events: readonly TrainerEvent[]) => events.filter((event) => event.kind === 'evaluated');
const weightsIn = (events: readonly TrainerEvent[]): Float32Array =>
  events.find((event) => event.kind === 'checkpoint')!.parameters;

/** The tokens of 16 windows of Moby-Dick: in the middle of equal shares of all windows of its held-out part. */
async function mobyDickWindows(context: number): Promise<number[][]> {
  const response = await fetch(new URL('/corpora/moby-dick/held-out-01.txt.gz', location.href));
  const unpacked = response.headers.has('content-encoding')
    ? response.body
    : response.body?.pipeThrough(new DecompressionStream('gzip'));
  const text = await new Response(unpacked).text();
  const block = Math.floor(bytes * 0.0025);
  const starts = Array.from({ length: 20 }, (_, i) =>
    Array.from({ length: Math.floor((block - 1) / context) }, (_window, j) => i * block + j * context),
  ).flat();
  return Array.from({ length: WINDOWS }, (_, i) => {
    const start = starts[Math.floor(((i + 0.5) * starts.length) / WINDOWS)];
    return Array.from(text.slice(start, start + context + 1), (symbol) => alphabet.indexOf(symbol));
  });
}

test.each([{}, { plain: true }])(
  'the losses on another text are those of the float64 models: %o',
  async (kernels) => {
    const events = await train(planOf(kernels));
    expect(evaluatedIn(events).map(({ step, texts }) => [step, texts?.map(({ id }) => id)])).toEqual([
      [20, ['moby-dick', 'sotu']],
      [40, ['moby-dick', 'sotu']],
    ]);
    const { shape } = tinyPlan();
    const layout = layOutParameters(shape);
    const windows = await mobyDickWindows(shape.context);
    const [score] = evaluatedIn(events)[1].texts as [TextScore];
    expect(score).toMatchObject(MOBY_DICK);
    const parameters = weightsIn(events);
    const count = parameters.length / LANES.length;
    for (const lane of LANES.keys()) {
      const own = new Float64Array(parameters.subarray(lane * count, (lane + 1) * count));
      const losses = windows.flatMap((tokens) => {
        const logits = modelLogits(own, layout, shape, { batch: 1, inputs: tokens.slice(0, -1) });
        return [...crossEntropy(logits, tokens.slice(1)).losses];
      });
      expect(score.losses[lane]).toBeCloseTo(losses.reduce((sum, loss) => sum + loss, 0) / losses.length, 4);
    }
  },
);

test('the own text as another one has the validation losses', async () => {
  for (const { losses, texts } of evaluatedIn(await train(planOf()))) {
    expect(texts?.[1].losses).toEqual(losses);
  }
});

test('other texts change neither losses nor weights', async () => {
  const [with2, bare] = [
    await train(planOf()),
    await train(planOf({ evaluation: { windows: WINDOWS, steps: [20] } })),
  ];
  expect(weightsIn(with2)).toEqual(weightsIn(bare));
  expect(evaluatedIn(with2).map(({ losses }) => losses)).toEqual(
    evaluatedIn(bare).map(({ losses }) => losses),
  );
});

test.each<[Partial<RunPlan>, string]>([
  [
    { evaluation: { windows: 16, steps: [], texts: [{ id: 'moby-dick', windows: 15 }] } },
    'whole batches of 4',
  ],
  [
    { evaluation: { windows: 16, steps: [], texts: [{ id: 'moby-dick', windows: 1e6 }] } },
    'at most 2520: 1000000',
  ],
  [
    { corpus: { kind: 'generated', rule: { kind: 'uniform', vocabulary: 86 }, seed: 1, length: 60_000 } },
    'only models of a text with the same alphabet can be evaluated on moby-dick',
  ],
])('a plan whose other texts cannot be evaluated fails with the rule', async (changes, message) => {
  const failed = (await train(planOf(changes))).at(-1);
  expect(failed).toMatchObject({ kind: 'failed', place: 'plan' });
  expect(failed?.kind === 'failed' && failed.message).toContain(message);
});
