import { soon } from '../gpu/completion.ts';
import { checked } from '../gpu/device-errors.ts';
import type { View } from '../gpu/kernel.ts';
import { Memory } from '../gpu/memory.ts';
import { StagingRing } from '../gpu/staging-ring.ts';
import { initialiseLanes } from '../model/initialise.ts';
import type { Tuning } from '../ops/tuning.ts';
import type { Job } from '../run/job.ts';
import { prepareRun, type Gpu, type TrainingRun } from '../run/training-run.ts';

/** Steps from the same weights after which kernels are compared: a head that starts at 0 teaches the rest from the second on. */
const COMPARED_STEPS = 3;

/** Largest relative difference of a loss or a gradient norm. */
const TOLERANCE = 1e-4;

/** Largest difference of what the steps did to the weights, relative to that, on average: Adam scales rounding up. */
const UPDATE_TOLERANCE = 5e-2;

/** Rows of the comparison at least: a few tiles of every variant. */
const COMPARED_ROWS = 64;

/** Lanes of the comparison at most: what holds for two holds for all. */
const COMPARED_LANES = 2;

/** Windows of the text that a trial trains on, at most. */
const MOST_WINDOWS = 256;

/** Room in the schedule of a trial. */
const TRIAL_STEPS = 4_096;

/** Timed rounds, each of at least so long: clocks are coarse. */
const ROUNDS = 3;
const ROUND_MILLISECONDS = 20;
const MOST_ROUND_STEPS = 1_000;

/** A step that lasts so long tells enough by itself. */
const LONG_MILLISECONDS = 100;

/** A candidate is being tried for which there is no more time. */
export class TooLate extends Error {}

/** One layer of a job's model, on the job's own data: kernels are compared with the plain ones on it, and timed. */
export class Trial {
  private readonly job: Job;
  private plain: Promise<Outcome> | undefined;

  /** Nothing more is submitted once it is `late`. */
  constructor(
    private readonly gpu: Omit<Gpu, 'tuning'>,
    job: Job,
    private readonly late: () => boolean,
  ) {
    this.job = trialOf(job);
  }

  /**
   * Whether the tuning's kernels train as the plain kernels do. What it needs is compiled together with the plain ones.
   *
   * @throws if the device cannot compile or hold one of them; TooLate
   */
  async agrees(tuning: Tuning): Promise<boolean> {
    const job = comparisonOf(this.job);
    this.plain ??= this.outcomeOf({ ...job, plain: true }, tuning);
    const [plain, tuned] = await Promise.all([this.plain, this.outcomeOf(job, tuning)]);
    const losses = plain.losses.every(
      (loss, i) => Math.abs(tuned.losses[i] - loss) <= TOLERANCE * Math.abs(loss),
    );
    const change = meanDistance(plain.weights, job.initial);
    return losses && meanDistance(tuned.weights, plain.weights) <= UPDATE_TOLERANCE * change;
  }

  /**
   * Milliseconds of a step, the best of a few rounds.
   *
   * @throws TooLate
   */
  time(tuning: Tuning): Promise<number> {
    return this.withRun(this.job, tuning, async (run) => {
      let best = await this.submit(run, 1);
      const steps = Math.min(MOST_ROUND_STEPS, Math.ceil(ROUND_MILLISECONDS / best));
      for (let round = 0; round < ROUNDS && best < LONG_MILLISECONDS; round++) {
        best = Math.min(best, (await this.submit(run, steps)) / steps);
      }
      return best;
    });
  }

  private outcomeOf(job: Job, tuning: Tuning): Promise<Outcome> {
    return this.withRun(job, tuning, async (run) => {
      await this.submit(run, COMPARED_STEPS);
      const [losses, weights] = await Promise.all(
        [run.ring, run.parameters.view].map((view) => read(run.memory, view)),
      );
      return { losses: losses.subarray(0, COMPARED_STEPS * run.lanes * 2), weights };
    });
  }

  private async withRun<T>(job: Job, tuning: Tuning, use: (run: TrainingRun) => Promise<T>): Promise<T> {
    const gpu = { ...this.gpu, tuning };
    const memory = new Memory(gpu.device);
    try {
      return await use(await checked(gpu.device, () => prepareRun(gpu, memory, job)));
    } finally {
      memory.destroy();
    }
  }

  /** Milliseconds from the submit of `steps` steps to their end. */
  private async submit({ memory, step }: TrainingRun, steps: number): Promise<number> {
    if (this.late()) throw new TooLate();
    const encoder = memory.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (let i = 0; i < steps; i++) step.record(pass);
    pass.end();
    const begun = performance.now();
    memory.device.queue.submit([encoder.finish()]);
    await soon(memory.device, memory.device.queue.onSubmittedWorkDone());
    return performance.now() - begun;
  }
}

/** The job with one layer and the beginning of its text: everything that its kernels meet, but the depth. */
function trialOf(job: Job): Job {
  const network = job.network.tuning.shallow();
  const starts = job.training.starts.slice(0, Math.max(MOST_WINDOWS, job.batch));
  const { begun: _, ...fresh } = job;
  return {
    ...fresh,
    network,
    initial: initialiseLanes(network.layout, job.lanes),
    tokens: job.tokens.subarray(0, Math.max(...starts) + network.shape.context + 1),
    training: { ...job.training, starts },
    validation: new Uint32Array(),
    shares: new Float32Array(TRIAL_STEPS).fill(1),
    plain: false,
  };
}

/** A trial's job with as few rows and lanes as tell kernels apart. */
function comparisonOf(job: Job): Job {
  const lanes = job.lanes.slice(0, COMPARED_LANES);
  return {
    ...job,
    batch: Math.min(job.batch, Math.ceil(COMPARED_ROWS / job.network.shape.context / 4) * 4),
    lanes,
    initial: job.initial.subarray(0, (job.initial.length / job.lanes.length) * lanes.length),
  };
}

interface Outcome {
  /** Losses and gradient norms of all steps and lanes. */
  losses: Float32Array;
  weights: Float32Array;
}

async function read(memory: Memory, view: View): Promise<Float32Array> {
  return new Float32Array(await new StagingRing(memory, 'comparison', view.size, 1).read(view));
}

function meanDistance(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, i) => sum + Math.abs(value - other[i]), 0) / one.length;
}
