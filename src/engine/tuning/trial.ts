import { soon } from '../gpu/completion.ts';
import type { View } from '../gpu/kernel.ts';
import { Memory } from '../gpu/memory.ts';
import { StagingRing } from '../gpu/staging-ring.ts';
import { initialiseLanes } from '../model/initialise.ts';
import type { Tuning } from '../ops/tuning.ts';
import type { Job } from '../run/job.ts';
import type { Network } from '../run/network.ts';
import { prepareRun, type Gpu, type TrainingRun } from '../run/training-run.ts';

/**
 * Number of steps before kernels are compared. The head starts at zero, so other weights get no gradient in step one.
 */
const COMPARED_STEPS = 3;

/** Largest relative difference of a loss or a gradient norm. */
const TOLERANCE = 1e-4;

/** Largest mean difference of the weights, relative to their mean change. It is large because Adam amplifies rounding. */
const UPDATE_TOLERANCE = 5e-2;

/** The fewest rows of the comparison: a few tiles of every variant. */
const COMPARED_ROWS = 64;

/** The most lanes of the comparison, because all lanes agree if two do. */
const COMPARED_LANES = 2;

/** The most windows of the text that a trial trains on. */
const MOST_WINDOWS = 256;

/** Steps in the schedule of a trial. */
const TRIAL_STEPS = 4_096;

/** Timed rounds. Each lasts at least this long, because clocks are coarse. */
export const ROUNDS = 3;
export const ROUND_MILLISECONDS = 20;
const MOST_ROUND_STEPS = 1_000;

/** A single step of this length is measured precisely enough. */
const LONG_MILLISECONDS = 100;

/** The time for the current candidate is over. */
export class TooLate extends Error {}

/** A network of a job's shape on the job's own data, by default a shallow one, on which kernels are compared with the plain ones and timed. */
export class Trial {
  private readonly job: Job;
  private plain: Promise<Outcome> | undefined;

  /** Submits nothing after `late` returns true. */
  constructor(
    private readonly gpu: Omit<Gpu, 'tuning'>,
    job: Job,
    private readonly late: () => boolean,
    depth: 'shallow' | 'whole' = 'shallow',
  ) {
    const { network, plain } = job;
    this.job =
      depth === 'whole' ? { ...trialOf(job, network), plain } : trialOf(job, network.tuning.shallow());
  }

  /**
   * Whether the tuning's kernels give the same results as the plain kernels. Both are compiled at the same time.
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
      // On a software adapter the first step takes four times as long as the next, so that a second one is timed in any case.
      for (let round = 0; round < ROUNDS && (round === 0 || best < LONG_MILLISECONDS); round++) {
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
      return await use(await prepareRun(gpu, memory, job));
    } finally {
      memory.destroy();
    }
  }

  /**
   * Milliseconds from the submit of `steps` steps to their end.
   *
   * @throws TooLate
   */
  async submit({ memory, step }: TrainingRun, steps: number): Promise<number> {
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

/** The job with a network of the same width and the beginning of its text. Its kernels get the same sizes as the job's. */
function trialOf(job: Job, network: Network): Job {
  const starts = job.training.starts.slice(0, Math.max(MOST_WINDOWS, job.batch));
  const { resumeFrom: _, tests: _tests, texts: _texts, overlapping: _overlapping, ...fresh } = job;
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

/** A trial's job with few rows and lanes, enough to see whether kernels agree. */
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
