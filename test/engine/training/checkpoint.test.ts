import { expect, test } from 'vitest';
import { LocalTrainer } from '../../../src/engine/training/local-trainer.ts';
import type { CheckpointEvent, RunPlan, TrainerEvent } from '../../../src/engine/trainer.ts';
import { tinyPlan } from '../../harness/engine/tiny-plan.ts';
import { train } from '../../harness/engine/train.ts';

const LANES = [
  { initSeed: 1, orderSeed: 2, learningRate: 0.01, weightDecay: 0 },
  { initSeed: 3, orderSeed: 5, learningRate: 0.02, weightDecay: 0.1 },
  { initSeed: 4, orderSeed: 2, learningRate: 0.01, weightDecay: 0 },
];

function checkpointsOf(events: readonly TrainerEvent[]): CheckpointEvent[] {
  return events.filter((event) => event.kind === 'checkpoint');
}

/** Losses and gradient norms of every step from `first` on, by step. */
function stepsFrom(events: readonly TrainerEvent[], first: number): [number, number[], number[]][] {
  return events.flatMap((event) => {
    if (event.kind !== 'progress') return [];
    const lanes = event.losses.length / (event.step - event.firstStep);
    const row = (values: Float32Array, i: number): number[] => [
      ...values.subarray(i * lanes, (i + 1) * lanes),
    ];
    return Array.from({ length: event.step - event.firstStep }, (_, i): [number, number[], number[]] => [
      event.firstStep + i,
      row(event.losses, i),
      row(event.gradNorms, i),
    ]).filter(([step]) => step >= first);
  });
}

function evaluationsFrom(events: readonly TrainerEvent[], first: number): unknown[] {
  return events.flatMap((event) =>
    event.kind === 'evaluated' && event.step > first
      ? [[event.step, [...event.losses], [...event.positionLosses]]]
      : [],
  );
}

const trainer = new LocalTrainer();
const another = new LocalTrainer();

/** Trains until the first checkpoint, and stops there. */
async function interrupted(plan: RunPlan): Promise<CheckpointEvent> {
  const events = await train(trainer, plan, undefined, (event) => {
    if (event.kind === 'started') void trainer.checkpoint();
    if (event.kind === 'checkpoint') void trainer.stop();
  });
  return checkpointsOf(events)[0];
}

test.each([
  ['plain kernels', { plain: true }],
  ['the kernels that are the fastest here', {}],
])(
  'a run of several lanes that resumes from a checkpoint has the bits of an uninterrupted run: %s',
  async (_, how) => {
    const plan = tinyPlan({ steps: 100, lanes: LANES, evaluation: { windows: 16, steps: [50, 90] }, ...how });
    const checkpoint = await interrupted(plan);
    const { step } = checkpoint;
    expect(step).toBeGreaterThan(0);
    expect(step).toBeLessThan(100);
    const straight = await train(trainer, plan);
    const earlier = { ...structuredClone(checkpoint), trainingMilliseconds: 1e6 };
    const resumed = await train(another, plan, earlier);
    expect(stepsFrom(resumed, 0)).toEqual(stepsFrom(straight, step));
    expect(evaluationsFrom(resumed, 0)).toEqual(evaluationsFrom(straight, step - 1));
    const [one, other] = [straight, resumed].map((events) => checkpointsOf(events).at(-1));
    expect(other?.parameters).toEqual(one?.parameters);
    expect(other?.moments).toEqual(one?.moments);
    // The training time continues to count.
    expect(other?.trainingMilliseconds).toBeGreaterThan(1e6);
  },
);

test('the checkpoint before the end has every step, and its run ends at once with the same evaluation', async () => {
  const straight = await train(trainer, tinyPlan());
  const last = checkpointsOf(straight)[0];
  expect(last).toMatchObject({ run: 'tiny', step: 40 });
  const again = await train(trainer, tinyPlan(), last);
  expect(stepsFrom(again, 0)).toEqual([]);
  expect(evaluationsFrom(again, 0)).toEqual(evaluationsFrom(straight, 39));
});

test('a paused run emits a checkpoint of its current step after its losses', async () => {
  const steps: { told: number; kept: number }[] = [];
  let told = 0;
  await train(trainer, tinyPlan({ steps: 80 }), undefined, (event) => {
    if (event.kind === 'progress') {
      if (told === 0) void trainer.pause();
      told = event.step;
    }
    if (event.kind !== 'checkpoint') return;
    steps.push({ told, kept: event.step });
    setTimeout(() => void trainer.resume(), 50);
  });
  expect(steps).toHaveLength(2);
  expect(steps[0].kept).toBeLessThan(80);
  for (const { told: step, kept } of steps) expect(kept).toBe(step);
});

test('a pause during an evaluation also emits a checkpoint, and a resumed run repeats the evaluation', async () => {
  const plan = tinyPlan({ evaluation: { windows: 400, steps: [20] } });
  let told = 0;
  const events = await train(trainer, plan, undefined, (event) => {
    if (event.kind === 'progress' && event.step === 20 && told < 20)
      setTimeout(() => void trainer.pause(), 1);
    if (event.kind === 'progress') told = event.step;
    if (event.kind === 'checkpoint') void trainer.resume();
  });
  const [first] = checkpointsOf(events);
  expect(first.step).toBe(20);
  const again = await train(trainer, plan, first);
  expect(evaluationsFrom(again, 0)).toEqual(evaluationsFrom(events, 0));
});

test.each([
  [{ step: 41 }, 'its step must be a whole number from 0 to 40: 41'],
  [{ parameters: new Float32Array(3) }, 'the checkpoint has 3 and'],
])('a checkpoint of another run is refused with the rule', async (change, message) => {
  const checkpoint = checkpointsOf(await train(trainer, tinyPlan({ steps: 1 })))[0];
  const failed = (await train(trainer, tinyPlan(), { ...checkpoint, ...change })).at(-1);
  expect(failed).toMatchObject({ kind: 'failed', place: 'checkpoint' });
  expect(failed).toHaveProperty('message', expect.stringContaining(message));
});

test('branches of one trunk have the bits of runs that were trained straight, at each length', async () => {
  // Warm-up of 4 steps, a constant rate, and a cooldown over the last fifth of what follows it.
  const branch = (steps: number): RunPlan =>
    tinyPlan({
      id: `tiny ${steps}`,
      steps,
      lanes: LANES,
      schedule: { kind: 'warmup-stable-decay', warmup: 4 / steps, cooldown: 0.2 },
      evaluation: { windows: 16, steps: [steps] },
    });
  const trunkOf = (steps: number) => 4 + Math.floor(0.8 * (steps - 4));
  let from: CheckpointEvent | undefined;
  for (const steps of [24, 40, 80]) {
    const straight = await train(trainer, branch(steps));
    const start = from?.step ?? 0;
    const branched = await train(another, branch(steps), from, () => {}, trunkOf(steps));
    expect(stepsFrom(branched, 0)).toEqual(stepsFrom(straight, start));
    expect(evaluationsFrom(branched, 0)).toEqual(evaluationsFrom(straight, 0));
    expect(checkpointsOf(branched).map(({ step }) => step)).toEqual([trunkOf(steps), steps]);
    const [one, other] = [straight, branched].map((events) => checkpointsOf(events).at(-1));
    expect(other?.parameters).toEqual(one?.parameters);
    [from] = checkpointsOf(branched);
  }
});
