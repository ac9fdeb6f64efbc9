import { Memory } from '../src/engine/gpu/memory.ts';
import { Program } from '../src/engine/gpu/program.ts';
import { advanceStep } from '../src/engine/ops/step.ts';
import { Submitter } from '../src/engine/training/submitter.ts';
import { prepareRun, type Gpu } from '../src/engine/run/training-run.ts';
import type { ModelShape } from '../src/engine/trainer.ts';
import { median } from '../src/benchmark/stats/median.ts';
import { trainingJob } from '../src/benchmark/device/training-job.ts';

/** Bytes of JavaScript's objects, including dead ones unless `collect` removes them first. */
export type ReadHeap = (collect: boolean) => Promise<number>;

/** Growth of the JavaScript heap while nothing is collected, in bytes. */
export interface HeapGrowth {
  /** For one more step in a pass. */
  bytesPerStep: number;
  /** For one more submit: its encoder, its pass, and the promise of its end. */
  bytesPerSubmit: number;
}

const STEPS = 1_000;
const SUBMITS = 100;

/** Number of readings. Their median is used, because each reading leaves a few kilobytes on the heap. */
const READINGS = 9;

/** The allocations of training, which do not depend on its length. */
export async function measureHeap(gpu: Gpu, shape: ModelShape, readHeap: ReadHeap): Promise<HeapGrowth> {
  const memory = new Memory(gpu.device);
  const { step } = await prepareRun(gpu, memory, trainingJob(shape));
  const least = await Program.prepare([advanceStep(memory.storage('counter', 1))], memory, gpu.pipelines);
  const recording = async (times: number) => record(gpu.device, step, times);
  const submitting = (times: number) => submit(gpu.device, least, times);
  const result = {
    bytesPerStep: await growth(readHeap, recording, STEPS),
    bytesPerSubmit: await growth(readHeap, submitting, SUBMITS),
  };
  memory.destroy();
  return result;
}

/** Bytes per repetition of `work`, without the bytes of a call with no repetition. */
async function growth(
  readHeap: ReadHeap,
  work: (times: number) => Promise<void>,
  times: number,
): Promise<number> {
  await work(times);
  const readings: number[] = [];
  for (let i = 0; i < READINGS; i++) {
    const [idle, busy] = [await left(readHeap, () => work(0)), await left(readHeap, () => work(times))];
    readings.push((busy - idle) / times);
  }
  return median(readings);
}

/** Bytes that `work` leaves on the heap, including garbage. */
async function left(readHeap: ReadHeap, work: () => Promise<void>): Promise<number> {
  const before = await readHeap(true);
  await work();
  return (await readHeap(false)) - before;
}

/** Records without submitting, so that the GPU does nothing. */
function record(device: GPUDevice, program: Program, times: number): void {
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  for (let i = 0; i < times; i++) program.record(pass);
  pass.end();
  encoder.finish();
}

async function submit(device: GPUDevice, program: Program, times: number): Promise<void> {
  const submitter = new Submitter(device, program, 1);
  for (let i = 0; i < times; i++) await submitter.submit(1);
  await submitter.drain();
}
