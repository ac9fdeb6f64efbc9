import { Memory } from '../src/engine/gpu/memory.ts';
import { Program } from '../src/engine/gpu/program.ts';
import { Submitter } from '../src/engine/training/submitter.ts';
import { prepareRun, type Gpu } from '../src/engine/training/training-run.ts';
import type { ModelShape } from '../src/engine/trainer.ts';
import { benchJob } from './bench-job.ts';

/** Bytes of JavaScript's objects, dead ones among them unless they are collected first. */
export type ReadHeap = (collect: boolean) => Promise<number>;

/** Bytes that the JavaScript heap grows by while nothing is collected. */
export interface HeapGrowth {
  /** For one more step in a pass. */
  bytesPerStep: number;
  /** For one more submit: its encoder, its pass, and the promise of its end. */
  bytesPerSubmit: number;
}

const STEPS = 1_000;
const SUBMITS = 100;

/** How much training allocates, however long it lasts. */
export async function measureHeap(gpu: Gpu, shape: ModelShape, readHeap: ReadHeap): Promise<HeapGrowth> {
  const memory = new Memory(gpu.device);
  const { step } = await prepareRun(gpu, memory, benchJob(shape));
  const nothing = await Program.prepare([], memory, gpu.pipelines);
  const recording = (times: number) => growth(readHeap, async () => record(gpu.device, step, times));
  const submitting = (times: number) => growth(readHeap, () => submit(gpu.device, nothing, times));
  const result = {
    bytesPerStep: ((await recording(STEPS)) - (await recording(0))) / STEPS,
    bytesPerSubmit: ((await submitting(SUBMITS)) - (await submitting(0))) / SUBMITS,
  };
  memory.destroy();
  return result;
}

/** Bytes that `work` leaves behind once it has run before. */
async function growth(readHeap: ReadHeap, work: () => Promise<void>): Promise<number> {
  await work();
  const before = await readHeap(true);
  await work();
  return (await readHeap(false)) - before;
}

/** Records without submitting: the GPU has no part in it. */
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
