import { Memory } from '../src/engine/gpu/memory.ts';
import { prepareRun } from '../src/engine/run/training-run.ts';
import type { ModelShape, TuningReport } from '../src/engine/trainer.ts';
import { benchJob } from './bench-job.ts';
import { BATCH } from './bench-shapes.ts';
import { median } from './median.ts';
import type { BenchGpu } from './open-gpu.ts';
import { submitProgram } from './submit-program.ts';

/** Timed submits last this long, because shorter ones measure the clock. */
const SUBMIT_MILLISECONDS = 200;

/** The fewest submits, and the least time of all of them. */
export interface Patience {
  submits: number;
  milliseconds: number;
}

const PATIENT: Patience = { submits: 7, milliseconds: 3_000 };

export interface StepTimes {
  width: number;
  layers: number;
  lanes: number;
  /** The kernels, and how long the choice took. */
  tuning: TuningReport;
  /** From the call that allocates to the end of the first step, including pipelines that were not compiled yet. */
  firstStepMilliseconds: number;
  /** Median over submits. */
  millisecondsPerStep: number;
  fastestMillisecondsPerStep: number;
  tokensPerSecond: number;
  gigaflopsPerSecond: number;
  dispatchesPerStep: number;
  submitsPerStep: number;
  /** GPU memory of the run. */
  bytesHeld: number;
}

/** Times training steps of one shape. */
export async function timeSteps(
  gpu: BenchGpu,
  shape: ModelShape,
  lanes = 1,
  patience = PATIENT,
): Promise<StepTimes> {
  const memory = new Memory(gpu.device);
  const job = benchJob(shape, { lanes });
  const { report, ...tuned } = await gpu.tuned(job);
  const begun = performance.now();
  const { step } = await prepareRun(tuned, memory, job);
  await submitProgram(gpu.device, step, 1);
  const firstStepMilliseconds = performance.now() - begun;
  const one = await submitProgram(gpu.device, step, 1);
  const stepsPerSubmit = Math.max(1, Math.ceil(SUBMIT_MILLISECONDS / one));
  const times = await timeSubmits(patience, () => submitProgram(gpu.device, step, stepsPerSubmit));
  const { bytesHeld } = memory;
  memory.destroy();
  const millisecondsPerStep = median(times) / stepsPerSubmit;
  return {
    width: shape.width,
    layers: shape.layers,
    lanes,
    tuning: report,
    firstStepMilliseconds,
    millisecondsPerStep,
    fastestMillisecondsPerStep: Math.min(...times) / stepsPerSubmit,
    tokensPerSecond: (lanes * BATCH * shape.context * 1000) / millisecondsPerStep,
    gigaflopsPerSecond: (lanes * job.network.flopsPerStep(BATCH)) / millisecondsPerStep / 1e6,
    dispatchesPerStep: step.length,
    submitsPerStep: 1 / stepsPerSubmit,
    bytesHeld,
  };
}

async function timeSubmits(patience: Patience, submit: () => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  const started = performance.now();
  while (times.length < patience.submits || performance.now() - started < patience.milliseconds) {
    times.push(await submit());
  }
  return times;
}
