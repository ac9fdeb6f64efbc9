import { afterAll, expect, test } from 'vitest';
import { trainingJob } from '../../../src/benchmark/device/training-job.ts';
import type { Kernel } from '../../../src/engine/gpu/kernel.ts';
import { Memory } from '../../../src/engine/gpu/memory.ts';
import { Pipelines, type Compiled } from '../../../src/engine/gpu/pipelines.ts';
import { lstm } from '../../../src/engine/lstm/lstm.ts';
import { layOutParameters } from '../../../src/engine/lstm/parameters.ts';
import { initialise } from '../../../src/engine/model/initialise.ts';
import { prepareRun } from '../../../src/engine/run/training-run.ts';
import { LocalTrainer } from '../../../src/engine/training/local-trainer.ts';
import type { Checkpoint, LstmShape, RunPlan, TrainerEvent } from '../../../src/engine/trainer.ts';
import { measureKernels } from '../../../src/engine/tuning/measure-kernels.ts';
import { trainingFlops } from '../../../src/laws/counting/count-parameters.ts';
import { testGpu } from '../../harness/engine/test-gpu.ts';
import { tinyPlan } from '../../harness/engine/tiny-plan.ts';
import { train } from '../../harness/engine/train.ts';
import { fullTest, inTier } from '../../harness/tier.ts';

const gpu = await testGpu();
const memory = new Memory(gpu.device);
const trainer = new LocalTrainer();

afterAll(() => memory.destroy());

const { vocabulary, context } = tinyPlan().shape;
const SHAPE: LstmShape = { kind: 'lstm', vocabulary, context, width: 12, layers: 1 };

const LANES = [
  { initSeed: 1, orderSeed: 2, learningRate: 0.01, weightDecay: 0 },
  { initSeed: 3, orderSeed: 5, learningRate: 0.02, weightDecay: 0.1 },
];

function planOf(changes: Partial<RunPlan> = {}): RunPlan {
  return tinyPlan({ shape: SHAPE, ...changes });
}

function lossesOf(events: readonly TrainerEvent[]): number[] {
  return events.flatMap((event) => (event.kind === 'progress' ? [...event.losses] : []));
}

function checkpointOf(events: readonly TrainerEvent[]): Checkpoint {
  const found = events.findLast((event) => event.kind === 'checkpoint');
  if (found === undefined) throw new Error('no checkpoint');
  return found;
}

test.each([1, 3])('a step takes 7 + 5·L dispatches, however long the context is: L = %i', async (layers) => {
  for (const length of [4, 32]) {
    const shape: LstmShape = { kind: 'lstm', vocabulary: 7, context: length, width: 8, layers };
    const { step } = await prepareRun(gpu, memory, trainingJob(shape));
    expect(step.length).toBe(7 + 5 * layers);
  }
});

test('the biases of forget gates start at 1, and those of other gates at 0', () => {
  const layout = layOutParameters(SHAPE);
  const { offset, count } = layout.find('layers.0.input.bias');
  const bias = [...initialise(layout, 1).subarray(offset, offset + count)];
  expect(bias).toEqual(bias.map((_, i) => (i % 4 === 1 ? 1 : 0)));
});

test.each([
  [{ width: 3 }, 'width must be a whole number from 4 to 1024: 3'],
  [{ layers: 17 }, 'layers must be a whole number from 1 to 16: 17'],
  [{ context: 513 }, 'context must be a whole number from 1 to 512: 513'],
  [{ vocabulary: 1 }, 'vocabulary must be a whole number from 2 to 4096: 1'],
])('%o is refused with the rule', (changes, rule) => {
  expect(() => lstm({ ...SHAPE, ...changes })).toThrow(rule);
});

test.each([['in fours', 12] as const, ...inTier([['odd', 13] as const], [])])(
  'a plan trains from log V to its end, width %s',
  async (_, width) => {
    const shape = { ...SHAPE, width };
    const events = await train(trainer, planOf({ shape, steps: 60 }));
    const losses = lossesOf(events);
    expect(losses).toHaveLength(60);
    expect(losses[0]).toBeCloseTo(Math.log(vocabulary), 4);
    const last = events.findLast((event) => event.kind === 'evaluated');
    expect(last?.losses[0]).toBeLessThan(3.2);
    const progress = events.findLast((event) => event.kind === 'progress');
    expect(progress?.flops).toBe(trainingFlops(shape, 60 * 4 * context));
  },
);

/** A driver that lets the fast kernels forget the wrong gate. */
class Broken extends Pipelines {
  override compile(kernel: Kernel<string>): Promise<Compiled> {
    const { name, code } = kernel.shader;
    const taken = code.replace('gate[1] * cell', 'gate[0] * cell').replace('gate.y * cell', 'gate.x * cell');
    return super.compile(name === 'lstm' ? kernel : { ...kernel, shader: { name, code: taken } });
  }
}

fullTest('kernels are tried on an LSTM, and those that agree with the plain ones are chosen', async () => {
  const job = trainingJob({ ...SHAPE, layers: 2 });
  const { signal } = new AbortController();
  const measured = await measureKernels(gpu, gpu.tuning.software, job, signal);
  expect(measured).toMatchObject({ plain: false, rejected: [] });
  const broken = { ...gpu, pipelines: new Broken(gpu.device) };
  const refused = await measureKernels(broken, gpu.tuning.software, job, signal);
  expect(refused).toMatchObject({ plain: true, lasting: true });
  expect(refused?.rejected.length).toBeGreaterThan(0);
});

test('lanes trained together equal lanes trained alone, bit by bit', async () => {
  const together = lossesOf(await train(trainer, planOf({ lanes: LANES, untuned: true })));
  for (const [index, lane] of LANES.entries()) {
    const alone = lossesOf(await train(trainer, planOf({ lanes: [lane], untuned: true })));
    expect(together.filter((_, i) => i % LANES.length === index)).toEqual(alone);
  }
});

test.each([...inTier([['plain kernels', true] as const], []), ['fast kernels', false] as const])(
  'a resumed run has the bits of an uninterrupted run: %s',
  async (_, plain) => {
    const plan = planOf({ steps: 100, lanes: LANES, untuned: true, ...(plain && { plain }) });
    const broken = await train(trainer, plan, undefined, (event) => {
      if (event.kind === 'started') void trainer.checkpoint();
      if (event.kind === 'checkpoint') void trainer.stop();
    });
    const checkpoint = checkpointOf(broken);
    expect(checkpoint.step).toBeLessThan(100);
    const straight = await train(trainer, plan);
    const resumed = await train(trainer, plan, structuredClone(checkpoint));
    expect(lossesOf(resumed)).toEqual(lossesOf(straight).slice(checkpoint.step * LANES.length));
    expect(checkpointOf(resumed).parameters).toEqual(checkpointOf(straight).parameters);
    expect(checkpointOf(resumed).moments).toEqual(checkpointOf(straight).moments);
  },
);

test('a trained model writes the same text for the same seed', async () => {
  await train(trainer, planOf());
  const request = { length: 40, temperature: 0.8, seed: 7, lane: 0 };
  const [one, again, other] = [
    await trainer.sample(request),
    await trainer.sample(request),
    await trainer.sample({ ...request, seed: 8 }),
  ];
  expect(one.text).toHaveLength(40);
  expect(again.text).toBe(one.text);
  expect(other.text).not.toBe(one.text);
});
