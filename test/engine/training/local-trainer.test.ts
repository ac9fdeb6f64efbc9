import { expect, test, vi } from 'vitest';
import { LocalTrainer } from '../../../src/engine/training/local-trainer.ts';
import { trainingFlops } from '../../../src/laws/counting/count-parameters.ts';
import { sourceOf } from '../../../src/corpus/source-rule.ts';
import type {
  FailedEvent,
  RunPlan,
  SampleResult,
  SourceRule,
  TrainerEvent,
} from '../../../src/engine/trainer.ts';
import { initialise } from '../../../src/engine/model/initialise.ts';
import { layOutParameters } from '../../../src/engine/transformer/parameters.ts';
import { Random } from '../../harness/shaders/random.ts';
import { tinyPlan } from '../../harness/engine/tiny-plan.ts';

const trainer = new LocalTrainer();

async function train(
  plan: RunPlan,
  onEvent: (event: TrainerEvent) => void = () => {},
): Promise<TrainerEvent[]> {
  const events: TrainerEvent[] = [];
  await trainer.listen((event) => {
    events.push(event);
    onEvent(event);
  });
  await trainer.train(plan);
  return events;
}

/** [steps, R] losses of a whole run. */
function lossesOf(events: readonly TrainerEvent[]): number[] {
  return events.flatMap((event) => (event.kind === 'progress' ? [...event.losses] : []));
}

function evaluationsOf(
  events: readonly TrainerEvent[],
): { step: number; losses: number[]; positions: number[] }[] {
  return events.flatMap((event) =>
    event.kind === 'evaluated'
      ? [{ step: event.step, losses: [...event.losses], positions: [...event.positionLosses] }]
      : [],
  );
}

test('a plan trains from start to finish, and its loss falls from log V', async () => {
  const events = await train(tinyPlan());
  const passing = ['loading', 'progress', 'evaluating'];
  const kinds = events.map((event) => event.kind).filter((kind) => !passing.includes(kind));
  expect(kinds).toEqual(['started', 'evaluated', 'evaluated', 'checkpoint', 'finished']);
  const losses = lossesOf(events);
  expect(losses).toHaveLength(40);
  expect(losses[0]).toBeCloseTo(Math.log(tinyPlan().shape.vocabulary), 4);
  const [half, whole] = evaluationsOf(events);
  expect([half.step, whole.step]).toEqual([20, 40]);
  expect(whole.losses[0]).toBeLessThan(half.losses[0]);
  expect(whole.losses[0]).toBeLessThan(3.1);
});

test('an evaluation is the mean of its losses at each position', async () => {
  const [evaluation] = evaluationsOf(await train(tinyPlan({ steps: 1 })));
  expect(evaluation.positions).toHaveLength(24);
  const mean = evaluation.positions.reduce((sum, loss) => sum + loss, 0) / 24;
  expect(evaluation.losses[0]).toBeCloseTo(mean, 5);
});

test('overlapping windows are evaluated once, at the end, and change nothing else', async () => {
  const rule = { kind: 'zipf-markov', vocabulary: 6, exponent: 1.5, order: 1 } as const;
  const plan = generatedPlan(rule, 6);
  // All validation windows, and windows one context apart: the same windows.
  const evaluation = { windows: 1e6, steps: [20] };
  const overlapping = { windows: 1e6, stride: plan.shape.context };
  const without = await train({ ...plan, evaluation });
  const events = await train({ ...plan, evaluation: { ...evaluation, overlapping } });
  expect(lossesOf(events)).toEqual(lossesOf(without));
  expect(evaluationsOf(events)).toEqual(evaluationsOf(without));
  const [half, end] = events.flatMap((event) => (event.kind === 'evaluated' ? [event] : []));
  expect(half.contextLosses).toBeUndefined();
  end.positionLosses.forEach((loss, position) => expect(end.contextLosses?.[position]).toBeCloseTo(loss, 4));
});

test('progress counts steps, tokens and FLOPs without a gap', async () => {
  const plan = tinyPlan();
  let steps = 0;
  for (const event of await train(plan)) {
    if (event.kind !== 'progress') continue;
    expect(event.firstStep).toBe(steps);
    steps += event.losses.length;
    expect(event.step).toBe(steps);
    expect(event.tokens).toBe(steps * 4 * 24);
    expect(event.flops).toBe(trainingFlops(plan.shape, event.tokens));
    expect(event.gradNorms).toHaveLength(event.losses.length);
    expect(event.bytesHeld).toBeGreaterThan(0.3e6);
  }
  expect(steps).toBe(40);
});

test('the same plan gives the same bits twice', async () => {
  const first = await train(tinyPlan());
  const second = await train(tinyPlan());
  expect(lossesOf(second)).toEqual(lossesOf(first));
  expect(evaluationsOf(second)).toEqual(evaluationsOf(first));
});

test('lanes trained together equal lanes trained alone with the same kernels, bit by bit', async () => {
  const lanes = [
    { initSeed: 1, orderSeed: 2, learningRate: 0.01, weightDecay: 0 },
    { initSeed: 3, orderSeed: 2, learningRate: 0.02, weightDecay: 0.1 },
    { initSeed: 1, orderSeed: 4, learningRate: 0.01, weightDecay: 0 },
  ];
  const together = await train(tinyPlan({ lanes, untuned: true }));
  const alone: TrainerEvent[][] = [];
  for (const lane of lanes) alone.push(await train(tinyPlan({ lanes: [lane], untuned: true })));
  lanes.forEach((_, lane) => {
    const own = lossesOf(together).filter((_loss, i) => i % lanes.length === lane);
    expect(own).toEqual(lossesOf(alone[lane]));
    expect(evaluationsOf(together).map((evaluation) => evaluation.losses[lane])).toEqual(
      evaluationsOf(alone[lane]).map((evaluation) => evaluation.losses[0]),
    );
  });
  expect(new Set(alone.map((events) => lossesOf(events).at(-1))).size).toBe(3);
});

test('a tied model with learned positions trains', async () => {
  const shape = { ...tinyPlan().shape, positions: 'learned', tiedHead: true } as const;
  const evaluations = evaluationsOf(await train(tinyPlan({ shape })));
  expect(evaluations[1].losses[0]).toBeLessThan(evaluations[0].losses[0]);
});

test('learned positions beside rotary ones train alike with the plain and the fast kernels', async () => {
  const shape = { ...tinyPlan().shape, positions: 'both' } as const;
  const [plain, fast] = [
    evaluationsOf(await train(tinyPlan({ shape, plain: true }))),
    evaluationsOf(await train(tinyPlan({ shape, untuned: true }))),
  ];
  expect(fast[1].losses[0]).toBeLessThan(fast[0].losses[0]);
  fast.forEach(({ losses }, i) => expect(losses[0]).toBeCloseTo(plain[i].losses[0], 3));
});

test('a pause stops the run at its step, and the resumed run has the bits of a run without a pause', async () => {
  const straight = lossesOf(await train(tinyPlan({ steps: 60 })));
  let pausedAt = 0;
  let afterPause = 0;
  const events = await train(tinyPlan({ steps: 60 }), (event) => {
    if (event.kind === 'started') {
      void trainer.pause();
      setTimeout(() => {
        pausedAt = afterPause;
        void trainer.resume();
      }, 300);
    }
    if (event.kind === 'progress') afterPause = event.step;
  });
  expect(pausedAt).toBeLessThan(60);
  expect(lossesOf(events)).toEqual(straight);
});

test('a stopped run reports its step, and the next run trains', async () => {
  const events = await train(tinyPlan({ steps: 5_000 }), (event) => {
    if (event.kind === 'progress') void trainer.stop();
  });
  const last = events.at(-1);
  if (last?.kind !== 'finished') throw new Error('a stopped run finishes');
  expect(last.complete).toBe(false);
  expect(last.step).toBeLessThan(5_000);
  expect(lossesOf(events)).toHaveLength(last.step);
  expect((await train(tinyPlan())).at(-1)?.kind).toBe('finished');
});

test('a second run is refused while one is under way', async () => {
  const events: TrainerEvent[] = [];
  await trainer.listen((event) => events.push(event));
  await Promise.all([trainer.train(tinyPlan()), trainer.train(tinyPlan({ id: 'second' }))]);
  expect(events.filter((event) => event.kind === 'failed')).toEqual([
    { kind: 'failed', run: 'second', place: 'plan', message: 'one run is under way; stop it first' },
  ]);
  expect(events.at(-1)).toMatchObject({ kind: 'finished', run: 'tiny', complete: true });
});

test('a shape beyond the rules is refused with the rule and the value', async () => {
  const shape = { ...tinyPlan().shape, heads: 5 };
  const [failed] = await train(tinyPlan({ shape }));
  expect(failed).toEqual({
    kind: 'failed',
    run: 'tiny',
    place: 'shape',
    message: 'heads must divide width: 12 % 5 = 2',
  });
});

test('a model that is too large for the adapter is refused with the bytes needed and available', async () => {
  const shape = { ...tinyPlan().shape, context: 512, width: 1024, heads: 16, feedForward: 4096 };
  const plan = tinyPlan({ shape, batch: 4_096 });
  const [failed] = await train(plan);
  if (failed.kind !== 'failed') throw new Error('it must fail');
  expect(failed.place).toBe('memory');
  expect(failed.message).toMatch(/take \d+ bytes .* at most \d+/);
  // The form says the same before Start.
  await trainer.probe();
  expect(await trainer.memory([plan])).toMatchObject([{ run: plan.id, message: failed.message }]);
});

test('a learning rate that makes the loss diverge ends the run as failed, at the step where it happened', async () => {
  const lanes = [{ initSeed: 1, orderSeed: 2, learningRate: 1e30, weightDecay: 0 }];
  const last = (await train(tinyPlan({ lanes }))).at(-1);
  if (last?.kind !== 'failed') throw new Error('it must fail');
  expect(last.place).toMatch(/^step \d+$/);
  expect(last.message).toMatch(/the loss is .* norm (NaN|Infinity); try a lower learning rate/);
});

test('a text that was loaded early is fetched once', async () => {
  const fresh = new LocalTrainer();
  const fetched = vi.spyOn(globalThis, 'fetch');
  const events: TrainerEvent[] = [];
  await fresh.listen((event) => events.push(event));
  const plan = tinyPlan({ steps: 1 });
  const prepared = fresh.prepare(plan.corpus);
  await fresh.train(plan);
  await prepared;
  const asked = fetched.mock.calls.map(([address]) => address);
  expect(asked).toHaveLength(2);
  expect(new Set(asked).size).toBe(2);
  expect(events.at(-1)).toMatchObject({ kind: 'finished', complete: true });
  fetched.mockRestore();
});

test('a text that cannot be loaded early says nothing, and the run that needs it tries again', async () => {
  const fresh = new LocalTrainer();
  const fetched = vi.spyOn(globalThis, 'fetch').mockRejectedValueOnce(new TypeError('no line'));
  const events: TrainerEvent[] = [];
  await fresh.listen((event) => events.push(event));
  const plan = tinyPlan({ steps: 1 });
  await fresh.prepare(plan.corpus);
  expect(events).toEqual([]);
  await fresh.train(plan);
  // Of the two parts, the one that failed is fetched again.
  expect(fetched).toHaveBeenCalledTimes(3);
  expect(events.at(-1)).toMatchObject({ kind: 'finished', complete: true });
  fetched.mockRestore();
});

test('a missing corpus ends the run as failed, with its name', async () => {
  const url = new URL('/absent/', location.href).href;
  const corpus = { kind: 'text', id: 'sotu', url, parts: 1 } as const;
  const failed = (await train(tinyPlan({ corpus }))).at(-1);
  // The server of these tests answers with a page.
  expect(failed).toMatchObject({ kind: 'failed', place: 'corpus', shared: 'text-altered' });
  expect(failed).toHaveProperty('message', expect.stringContaining('sotu/'));
});

/** A plan on a source that the trainer generates. */
function generatedPlan(rule: SourceRule, vocabulary: number, changes: Partial<RunPlan> = {}): RunPlan {
  const corpus = { kind: 'generated', rule, seed: 3, length: 60_000 } as const;
  return tinyPlan({ corpus, shape: { ...tinyPlan().shape, vocabulary }, ...changes });
}

test('a uniform source is generated by the trainer, and its model stays at log V', async () => {
  const events = await train(generatedPlan({ kind: 'uniform', vocabulary: 8 }, 8, { steps: 200 }));
  expect(events.filter(({ kind }) => kind === 'loading')).toEqual([]);
  const loss = evaluationsOf(events).at(-1)?.losses[0];
  expect(loss).toBeGreaterThan(Math.log(8) - 0.02);
  expect(loss).toBeLessThan(Math.log(8) + 0.1);
  const { text } = await trainer.sample({ length: 50, temperature: 1, seed: 1, lane: 0 });
  expect(text).toMatch(/^[a-h]{50}$/);
});

test('a model learns a source with structure below the entropy of its symbols, not below its entropy rate', async () => {
  const rule = { kind: 'zipf-markov', vocabulary: 6, exponent: 1.5, order: 1 } as const;
  const loss = evaluationsOf(await train(generatedPlan(rule, 6, { steps: 400 }))).at(-1)?.losses[0];
  expect(loss).toBeGreaterThan(sourceOf(rule).entropy - 0.05);
  expect(loss).toBeLessThan(sourceOf(rule).entropy + 0.2);
});

test('a model that trains repeatedly on two windows learns them, and not the held-out text', async () => {
  const events = await train(tinyPlan({ steps: 400, trainingWindows: 2 }));
  const trained = lossesOf(events).at(-1) ?? NaN;
  const [half, end] = evaluationsOf(events);
  expect(trained).toBeLessThan(1.5);
  expect(end.losses[0]).toBeGreaterThan(trained + 1.5);
  expect(end.losses[0]).toBeGreaterThan(half.losses[0] - 0.1);
});

test.each([0, 1.5, 1e6])(
  '%d training windows end the run as failed, with the rule',
  async (trainingWindows) => {
    const failed = (await train(tinyPlan({ trainingWindows }))).at(-1);
    expect(failed).toMatchObject({ kind: 'failed', place: 'plan' });
    expect((failed as FailedEvent).message).toContain('training windows must be a whole number from 1 to');
  },
);

test('a trained model writes text in the alphabet of its corpus, the same for the same seed', async () => {
  await train(tinyPlan());
  const request = { length: 50, temperature: 0.8, seed: 7, lane: 0 };
  const [first, again, other] = [
    await trainer.sample(request),
    await trainer.sample(request),
    await trainer.sample({ ...request, seed: 8 }),
  ];
  expect(first).toMatchObject({ run: 'tiny', step: 40 });
  expect(first.text).toHaveLength(50);
  expect(again.text).toBe(first.text);
  expect(other.text).not.toBe(first.text);
});

test('a saved model writes what the same model wrote before, in a trainer that has trained nothing', async () => {
  const { initSeed, orderSeed, learningRate, weightDecay } = tinyPlan().lanes[0];
  const lanes = [1, 2].map((seed) => ({ initSeed: initSeed + seed, orderSeed, learningRate, weightDecay }));
  const plan = tinyPlan({ lanes });
  const kept = (await train(plan)).find((event) => event.kind === 'checkpoint');
  if (kept?.kind !== 'checkpoint') throw new Error('no checkpoint');
  const saved = { plan, step: kept.step, parameters: kept.parameters };
  const fresh = new LocalTrainer();
  for (const lane of [0, 1]) {
    const request = { length: 50, temperature: 0.8, seed: 7, lane };
    expect(await fresh.sample(request, saved)).toEqual(await trainer.sample(request));
  }
  const short = { ...saved, parameters: saved.parameters.slice(1) };
  await expect(fresh.sample({ length: 5, temperature: 1, seed: 1, lane: 0 }, short)).rejects.toThrow(
    /weights, not/,
  );
  await expect(fresh.sample({ length: 5, temperature: 1, seed: 1, lane: 2 }, saved)).rejects.toThrow(
    'lane must be',
  );
});

test('a model of patches begins anew after each of them', async () => {
  const { shape } = tinyPlan();
  const plan = tinyPlan({
    shape: { ...shape, vocabulary: 17, context: 64, positions: 'both' },
    corpus: { kind: 'text', id: 'photographs', url: '' },
  });
  const layout = layOutParameters(plan.shape);
  const parameters = initialise(layout, 1);
  const { count, offset } = layout.find('head');
  parameters.set(new Random().normals(count, 1), offset);
  // Almost without chance, what follows the same beginning is the same.
  const request = { length: 3 * 64, temperature: 1e-4, seed: 1, lane: 0 };
  const { text } = await trainer.sample(request, { plan, step: 0, parameters });
  const patches = [0, 64, 128].map((start) => text.slice(start, start + 64));
  expect(patches).toEqual([patches[0], patches[0], patches[0]]);
  expect(new Set(patches[0]).size).toBeGreaterThan(3);
});

test('a run trains on undisturbed while its model writes', async () => {
  const straight = lossesOf(await train(tinyPlan({ steps: 80 })));
  const samples: Promise<SampleResult>[] = [];
  const events = await train(tinyPlan({ steps: 80 }), (event) => {
    if (event.kind === 'progress' && samples.length === 0) {
      samples.push(trainer.sample({ length: 20, temperature: 1, seed: 1, lane: 0 }));
    }
  });
  expect((await samples[0]).text).toHaveLength(20);
  expect(lossesOf(events)).toEqual(straight);
});

test('a text request beyond the rules is refused with the rule and the value', async () => {
  const request = { length: 10, temperature: 1, seed: 1, lane: 0 };
  await expect(trainer.sample({ ...request, temperature: 0 })).rejects.toThrow(
    'temperature must be above 0 and at most 10: 0',
  );
  await expect(trainer.sample({ ...request, length: 0 })).rejects.toThrow('from 1 to 2000: 0');
  await expect(trainer.sample({ ...request, lane: 1 })).rejects.toThrow(
    'lane must be a whole number from 0 to 0: 1',
  );
});
