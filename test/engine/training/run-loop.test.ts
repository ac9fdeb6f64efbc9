import { afterEach, expect, test, vi } from 'vitest';
import { Memory } from '../../../src/engine/gpu/memory.ts';
import { Control } from '../../../src/engine/training/control.ts';
import { Evaluator } from '../../../src/engine/training/evaluator.ts';
import { GapWatch } from '../../../src/engine/training/gap-watch.ts';
import { JobLoader } from '../../../src/engine/training/load-job.ts';
import { RunLoop } from '../../../src/engine/training/run-loop.ts';
import { prepareRun, type TrainingRun } from '../../../src/engine/run/training-run.ts';
import type { RunPlan, TrainerEvent } from '../../../src/engine/trainer.ts';
import { testGpu } from '../../harness/engine/test-gpu.ts';
import { tinyPlan } from '../../harness/engine/tiny-plan.ts';

const gpu = await testGpu();
const loader = new JobLoader();

afterEach(() => {
  vi.restoreAllMocks();
  expect(gpu.errors).toEqual([]);
});

interface Prepared {
  run: TrainingRun;
  loop: RunLoop;
  control: Control;
  events: TrainerEvent[];
  stepLength: number;
}

async function withLoop<T>(
  plan: RunPlan,
  use: (prepared: Prepared) => Promise<T>,
  watch = new GapWatch(),
): Promise<T> {
  const memory = new Memory(gpu.device);
  const job = await loader.load(plan, gpu.device.limits, () => {});
  const run = await prepareRun(gpu, memory, job);
  const control = new Control();
  const events: TrainerEvent[] = [];
  const loop = new RunLoop(run, plan, control, (event) => events.push(event), watch);
  try {
    return await use({ run, loop, control, events, stepLength: run.step.length });
  } finally {
    memory.destroy();
  }
}

function lossesOf(events: readonly TrainerEvent[]): number[] {
  return events.flatMap((event) => (event.kind === 'progress' ? [...event.losses] : []));
}

/** Calls `act` right after the next submit. */
function afterFirstSubmit(act: () => void): void {
  const { queue } = gpu.device;
  const submit = queue.submit.bind(queue);
  const spy = vi.spyOn(queue, 'submit').mockImplementation((buffers) => {
    submit(buffers);
    spy.mockRestore();
    act();
  });
}

const CREATORS = [
  'createBuffer',
  'createTexture',
  'createSampler',
  'createBindGroup',
  'createBindGroupLayout',
  'createPipelineLayout',
  'createShaderModule',
  'createComputePipeline',
  'createComputePipelineAsync',
  'createQuerySet',
] as const;

test('training and evaluating create no GPU object', async () => {
  await withLoop(tinyPlan({ steps: 60 }), async ({ loop, events }) => {
    const spies = CREATORS.map((creator) => vi.spyOn(gpu.device, creator));
    const encoders = vi.spyOn(gpu.device, 'createCommandEncoder');
    await loop.train();
    expect(encoders).toHaveBeenCalled();
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
    expect(events.at(-1)).toMatchObject({ kind: 'finished', step: 60, complete: true });
  });
});

test('an evaluation tells how far it is, through windows of every kind', async () => {
  const evaluation = {
    windows: 16,
    steps: [20],
    overlapping: { windows: 16, stride: 1 },
    texts: [{ id: 'sotu', windows: 8 }],
  };
  await withLoop(tinyPlan({ steps: 20, untuned: true, evaluation }), async ({ run, control }) => {
    if (run.evaluation === undefined) throw new Error('no windows to evaluate');
    const evaluator = new Evaluator(run, run.evaluation);
    for (const last of [false, true]) {
      const shares: number[] = [];
      await evaluator.evaluate(control, last, (share) => shares.push(share));
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
      expect(shares[0]).toBeLessThan(1);
      expect(shares.at(-1)).toBe(1);
    }
  });
});

test('a run that is stopped within a step finishes that step, and no other', async () => {
  const straight = await withLoop(tinyPlan({ steps: 1 }), async ({ loop, events }) => {
    await loop.train();
    return lossesOf(events);
  });
  await withLoop(tinyPlan(), async ({ loop, control, events, stepLength }) => {
    // The first submit of a program is one dispatch.
    expect(stepLength).toBeGreaterThan(1);
    afterFirstSubmit(() => control.stop());
    await loop.train();
    expect(events.at(-1)).toMatchObject({ kind: 'finished', step: 1, complete: false });
    expect(lossesOf(events)).toEqual(straight);
  });
});

test('a run that is paused within a step pauses after that step', async () => {
  await withLoop(tinyPlan({ steps: 20 }), async ({ loop, control, events }) => {
    const resting = new Promise<void>((resolve) => {
      vi.spyOn(control, 'whileGoing').mockImplementation(async () => {
        if (loop.step > 0) resolve();
        await Control.prototype.whileGoing.call(control);
      });
    });
    afterFirstSubmit(() => control.pause());
    const training = loop.train();
    await resting;
    expect(loop.step).toBe(1);
    await gpu.device.queue.onSubmittedWorkDone();
    expect(loop.step).toBe(1);
    control.resume();
    await training;
    expect(events.at(-1)).toMatchObject({ kind: 'finished', step: 20, complete: true });
  });
});

test('the time while the thread is stopped is not training time, and the speed across it is unknown', async () => {
  const away = 3_600_000;
  let offset = 0;
  const watch = new GapWatch({ now: () => performance.now() + offset, wall: () => Date.now() + offset });
  await withLoop(
    tinyPlan({ steps: 300 }),
    async ({ loop, events }) => {
      const training = loop.train();
      // While a submit is in flight.
      afterFirstSubmit(() => (offset = away));
      await training;
      const speeds = events.filter((event) => event.kind === 'progress');
      const across = speeds.filter(({ interrupted }) => interrupted);
      expect(across).toHaveLength(1);
      expect(across[0]).toMatchObject({ stepsPerSecond: 0, tokensPerSecond: 0 });
      expect(speeds.at(-1)?.stepsPerSecond).toBeGreaterThan(0);
      const last = events.at(-1);
      if (last?.kind !== 'finished') throw new Error('it must finish');
      expect(last.trainingMilliseconds).toBeGreaterThan(0);
      expect(last.trainingMilliseconds).toBeLessThan(away);
    },
    watch,
  );
});
