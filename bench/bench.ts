import type { AdapterReport } from '../src/engine/trainer.ts';
import { checkpointShapes, laneShapes, largeShape, RECORDED_LOSSES, shapes } from './bench-shapes.ts';
import { measureCeilings, type Ceilings } from './ceilings/ceilings.ts';
import { GapWatch } from '../src/engine/training/gap-watch.ts';
import { firstLosses } from './first-losses.ts';
import { measureHeap, type HeapGrowth, type ReadHeap } from './measure-heap.ts';
import type { BenchGpu } from './open-gpu.ts';
import { timeCheckpoints, type CheckpointTimes } from './time-checkpoints.ts';
import { timeFirstLoss } from './time-first-loss.ts';
import { timeKernels, type KernelTimes } from './time-kernels.ts';
import { timeSteps, type StepTimes } from './time-steps.ts';
import { voidReasons } from './void-reasons.ts';

export interface BenchSettings {
  /** Times steps only. */
  quick: boolean;
  /** Also times a model that fills a GPU. */
  large: boolean;
  /** Whether the page was hidden; left out if there is no page. */
  wasHidden?: () => boolean;
  /** Left out if the JavaScript heap cannot be read. */
  readHeap?: ReadHeap;
}

export interface BenchResult {
  /** Why these figures are void; empty if they are valid. */
  voided: string[];
  adapter: AdapterReport;
  /** Time from the request for an adapter to an open device. */
  deviceMilliseconds: number;
  /** Time from the request for an adapter to the first loss of the smallest model. */
  firstLossMilliseconds: number;
  steps: StepTimes[];
  /** Absent from a quick bench. */
  ceilings?: Ceilings;
  lanes?: StepTimes[];
  checkpoints?: CheckpointTimes[];
  /** Also absent if the GPU has no timestamps. */
  kernels?: KernelTimes[];
  /** Also absent if the heap cannot be read. */
  heap?: HeapGrowth;
}

declare global {
  interface Window {
    /** The function that `npm run bench` calls when its page has loaded. */
    bench: (settings: Omit<BenchSettings, 'readHeap' | 'wasHidden'>) => Promise<BenchResult>;
    /** The function that it offers to the page. */
    readHeap: ReadHeap;
  }
}

const LANES = [1, 2, 4, 8, 16];

/** The number of lanes with which kernels are timed, in addition to one lane. */
const KERNEL_LANES = 8;

/** Few submits, because sixteen lanes are slow on a software adapter. */
const LANE_PATIENCE = { submits: 3, milliseconds: 1_000 };

export async function bench(settings: BenchSettings): Promise<BenchResult> {
  const watch = new GapWatch();
  watch.start();
  try {
    const { gpu, ...measured } = await measure(settings);
    const losses = await firstLosses(gpu, shapes[0], RECORDED_LOSSES.length);
    const hidden = settings.wasHidden?.() ?? false;
    const { gaps } = watch.look();
    return { voided: voidReasons({ hidden, gaps, losses, recorded: RECORDED_LOSSES }), ...measured };
  } finally {
    watch.end();
  }
}

async function measure(settings: BenchSettings): Promise<Omit<BenchResult, 'voided'> & { gpu: BenchGpu }> {
  const timed = settings.large ? [...shapes, largeShape] : shapes;
  const { gpu, ...opened } = await timeFirstLoss(shapes[0]);
  const steps: StepTimes[] = [];
  for (const shape of timed) steps.push(await timeSteps(gpu, shape));
  return { gpu, ...opened, steps, ...(settings.quick ? {} : await measureMore(gpu, settings)) };
}

async function measureMore(gpu: BenchGpu, { large, readHeap }: BenchSettings): Promise<Partial<BenchResult>> {
  return {
    ceilings: await measureCeilings(gpu),
    lanes: await timeLanes(gpu),
    checkpoints: await timeAllCheckpoints(gpu, large),
    ...(gpu.device.features.has('timestamp-query') && { kernels: await timeAllKernels(gpu) }),
    ...(readHeap && { heap: await measureHeap(gpu, shapes[0], readHeap) }),
  };
}

async function timeLanes(gpu: BenchGpu): Promise<StepTimes[]> {
  const times: StepTimes[] = [];
  for (const shape of laneShapes) {
    for (const lanes of LANES) times.push(await timeSteps(gpu, shape, lanes, LANE_PATIENCE));
  }
  return times;
}

async function timeAllCheckpoints(gpu: BenchGpu, large: boolean): Promise<CheckpointTimes[]> {
  const times: CheckpointTimes[] = [];
  for (const shape of large ? [...checkpointShapes, largeShape] : checkpointShapes) {
    times.push(await timeCheckpoints(gpu, shape));
  }
  return times;
}

async function timeAllKernels(gpu: BenchGpu): Promise<KernelTimes[]> {
  const times: KernelTimes[] = [];
  for (const shape of shapes) times.push(await timeKernels(gpu, shape, 1));
  for (const shape of laneShapes) times.push(await timeKernels(gpu, shape, KERNEL_LANES));
  return times;
}
