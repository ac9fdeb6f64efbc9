import { Memory } from '../src/engine/gpu/memory.ts';
import { flopsPerStep } from '../src/engine/model/flops.ts';
import { prepareRun, type Gpu, type TrainingRun } from '../src/engine/training/training-run.ts';
import type { ModelShape } from '../src/engine/trainer.ts';
import { benchJob } from './bench-job.ts';

/** A submit is timed once it lasts this long: shorter ones measure the clock. */
const SUBMIT_MILLISECONDS = 200;

/** Timed submits: at least so many, for at least so long. */
const SUBMITS = 7;
const TIMED_MILLISECONDS = 3_000;

/** Room in the schedule for every step that is timed. */
const MOST_STEPS = 200_000;

export interface StepTimes {
  width: number;
  layers: number;
  /** From the call that allocates to the end of the first step: compilation is in it. */
  firstStepMilliseconds: number;
  /** Median over submits. */
  millisecondsPerStep: number;
  fastestMillisecondsPerStep: number;
  tokensPerSecond: number;
  gigaflopsPerSecond: number;
  dispatchesPerStep: number;
  submitsPerStep: number;
}

/** Times training steps of one shape on a device that has compiled nothing for it, or everything. */
export async function timeSteps(gpu: Gpu, shape: ModelShape, batch: number): Promise<StepTimes> {
  const memory = new Memory(gpu.device);
  const begun = performance.now();
  const run = await prepareRun(gpu, memory, benchJob(shape, batch, MOST_STEPS));
  await submitSteps(run, 1);
  const firstStepMilliseconds = performance.now() - begun;
  const one = await submitSteps(run, 1);
  const steps = Math.max(1, Math.ceil(SUBMIT_MILLISECONDS / one));
  const times: number[] = [];
  const started = performance.now();
  while (times.length < SUBMITS || performance.now() - started < TIMED_MILLISECONDS) {
    times.push((await submitSteps(run, steps)) / steps);
  }
  memory.destroy();
  times.sort((a, b) => a - b);
  const millisecondsPerStep = times[Math.floor(times.length / 2)];
  return {
    width: shape.width,
    layers: shape.layers,
    firstStepMilliseconds,
    millisecondsPerStep,
    fastestMillisecondsPerStep: times[0],
    tokensPerSecond: (batch * shape.context * 1000) / millisecondsPerStep,
    gigaflopsPerSecond: flopsPerStep(shape, batch) / millisecondsPerStep / 1e6,
    dispatchesPerStep: run.step.length,
    submitsPerStep: 1 / steps,
  };
}

/** Milliseconds from the submit to its end. */
async function submitSteps({ memory, step }: TrainingRun, steps: number): Promise<number> {
  const encoder = memory.device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  for (let i = 0; i < steps; i++) step.record(pass);
  pass.end();
  const started = performance.now();
  memory.device.queue.submit([encoder.finish()]);
  await memory.device.queue.onSubmittedWorkDone();
  return performance.now() - started;
}
