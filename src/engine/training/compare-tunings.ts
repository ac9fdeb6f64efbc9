import { soon } from '../gpu/completion.ts';
import { checked } from '../gpu/device-errors.ts';
import type { View } from '../gpu/kernel.ts';
import { Memory } from '../gpu/memory.ts';
import { StagingRing } from '../gpu/staging-ring.ts';
import { initialise } from '../model/initialise.ts';
import { layOutParameters } from '../model/parameters.ts';
import type { Job } from './job.ts';
import { prepareRun, type Gpu, type TrainingRun } from './training-run.ts';

/** Steps from the same weights after which kernels are compared: a head that starts at 0 teaches the rest from the second on. */
const COMPARED_STEPS = 3;

/** Largest relative difference of a loss or a gradient norm. */
const TOLERANCE = 1e-4;

/** Largest difference of what the steps did to the weights, relative to that, on average: Adam scales rounding up. */
const UPDATE_TOLERANCE = 5e-2;

/** Rows of the comparison at least: a few tiles of every scheme. */
const COMPARED_ROWS = 64;

/** Room in the schedule of a trial. */
const TRIAL_STEPS = 100_000;

/** Timed rounds, each of at least so long: clocks are coarse. */
const ROUNDS = 3;
const ROUND_MILLISECONDS = 20;

/** Whether the tuning's kernels train one layer of the job's model as the plain kernels do, on its own data. */
export async function agreesWithPlain(gpu: Gpu, job: Job): Promise<boolean> {
  const trial = trialOf(job, Math.ceil(COMPARED_ROWS / job.shape.context / 4) * 4);
  const plain = await outcomeOf(gpu, { ...trial, plain: true });
  const tuned = await outcomeOf(gpu, { ...trial, plain: false });
  const losses = plain.losses.every(
    (loss, i) => Math.abs(tuned.losses[i] - loss) <= TOLERANCE * Math.abs(loss),
  );
  const change = meanDistance(plain.weights, trial.initial);
  return losses && meanDistance(tuned.weights, plain.weights) <= UPDATE_TOLERANCE * change;
}

/** Milliseconds of a step of one layer of the job's model, the best of a few rounds. */
export function timeStep(gpu: Gpu, job: Job): Promise<number> {
  return withRun(gpu, trialOf(job, job.batch), async (run) => {
    const once = await submit(run, 1);
    const steps = Math.max(1, Math.ceil(ROUND_MILLISECONDS / once));
    let best = Infinity;
    for (let round = 0; round < ROUNDS; round++) best = Math.min(best, (await submit(run, steps)) / steps);
    return best;
  });
}

/** The job with one layer and a batch of its own: everything that its kernels meet, but the depth. */
function trialOf(job: Job, batch: number): Job {
  const shape = { ...job.shape, layers: 1 };
  const layout = layOutParameters(shape);
  const initial = new Float32Array(layout.count * job.lanes.length);
  job.lanes.forEach(({ initSeed }, lane) => initial.set(initialise(layout, initSeed), lane * layout.count));
  return {
    ...job,
    shape,
    batch,
    initial,
    validation: new Uint32Array(),
    shares: new Float32Array(TRIAL_STEPS).fill(1),
  };
}

interface Outcome {
  /** Losses and gradient norms of all steps and lanes. */
  losses: Float32Array;
  weights: Float32Array;
}

function outcomeOf(gpu: Gpu, job: Job): Promise<Outcome> {
  return withRun(gpu, job, async (run) => {
    await submit(run, COMPARED_STEPS);
    const [losses, weights] = await Promise.all(
      [run.ring, run.parameters.view].map((view) => read(run.memory, view)),
    );
    return { losses: losses.subarray(0, COMPARED_STEPS * run.lanes * 2), weights };
  });
}

async function withRun<T>(gpu: Gpu, job: Job, use: (run: TrainingRun) => Promise<T>): Promise<T> {
  const memory = new Memory(gpu.device);
  try {
    return await use(await checked(gpu.device, () => prepareRun(gpu, memory, job)));
  } finally {
    memory.destroy();
  }
}

/** Milliseconds from the submit of `steps` steps to their end. */
async function submit({ memory, step }: TrainingRun, steps: number): Promise<number> {
  const encoder = memory.device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  for (let i = 0; i < steps; i++) step.record(pass);
  pass.end();
  const begun = performance.now();
  memory.device.queue.submit([encoder.finish()]);
  await soon(memory.device, memory.device.queue.onSubmittedWorkDone());
  return performance.now() - begun;
}

async function read(memory: Memory, view: View): Promise<Float32Array> {
  return new Float32Array(await new StagingRing(memory, 'comparison', view.size, 1).read(view));
}

function meanDistance(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, i) => sum + Math.abs(value - other[i]), 0) / one.length;
}
