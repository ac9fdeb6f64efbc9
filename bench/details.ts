import { measureCeilings } from '../src/benchmark/ceilings/ceilings.ts';
import { openGpu } from '../src/benchmark/device/open-gpu.ts';
import { trainingJob } from '../src/benchmark/device/training-job.ts';
import { entryOf } from '../src/benchmark/standard/entries.ts';
import type { TransformerShape } from '../src/engine/trainer.ts';
import { measureHeap, type HeapGrowth, type ReadHeap } from './measure-heap.ts';
import { pageRecipe } from './page-recipe.ts';
import { timeByTurns, type StepTimes } from './time-by-turns.ts';
import { timeCheckpoints, type CheckpointTimes } from './time-checkpoints.ts';
import { timeKernels, type KernelTimes } from './time-kernels.ts';

/** What developers ask beside the standard. */
export interface Details {
  /** Multiply-adds in registers. */
  peakGigaflopsPerSecond: number;
  /** The models of the page's first sweep, and two shapes of the standard, by turns. */
  recipe: StepTimes[];
  /** 32/2 with several lanes. */
  lanes: StepTimes[];
  checkpoints: CheckpointTimes[];
  /** Absent if the GPU has no timestamps. */
  kernels?: KernelTimes[];
  /** Absent if the heap cannot be read. */
  heap?: HeapGrowth;
}

const LANES = [1, 2, 4, 8, 16];

/** The number of lanes with which kernels are timed, in addition to one lane. */
const KERNEL_LANES = 8;

const SMALLEST = shapeNamed('32/2');

/** Shapes of the standard to which the page's recipe is compared. */
const YARDSTICKS = ['32/2', '64/2'];

const KERNEL_SHAPES = ['32/2', '32/4', '64/2', '64/4', '128/2', '128/4'].map(shapeNamed);

/** The smallest, the largest of those that are scored, and one of about twenty megabytes. */
const CHECKPOINT_SHAPES: readonly TransformerShape[] = [
  SMALLEST,
  shapeNamed('128/4'),
  { ...SMALLEST, width: 256, heads: 8, feedForward: 1_024 },
];

/** @param readHeap left out if the JavaScript heap cannot be read */
export async function measureDetails(readHeap?: ReadHeap): Promise<Details> {
  const gpu = await openGpu();
  const { gigaflopsPerSecond } = await measureCeilings(gpu);
  const yardsticks = YARDSTICKS.map((name) => ({ name, job: trainingJob(shapeNamed(name)) }));
  const recipe = await timeByTurns(gpu, [...pageRecipe(), ...yardsticks]);
  const lanes = await timeByTurns(
    gpu,
    LANES.map((count) => ({ name: `32/2 × ${count}`, job: trainingJob(SMALLEST, { lanes: count }) })),
  );
  const checkpoints: CheckpointTimes[] = [];
  for (const shape of CHECKPOINT_SHAPES) checkpoints.push(await timeCheckpoints(gpu, shape));
  const kernels: KernelTimes[] = [];
  if (gpu.device.features.has('timestamp-query')) {
    for (const shape of KERNEL_SHAPES) kernels.push(await timeKernels(gpu, shape, 1));
    for (const name of YARDSTICKS) kernels.push(await timeKernels(gpu, shapeNamed(name), KERNEL_LANES));
  }
  const heap = readHeap && (await measureHeap(gpu, SMALLEST, readHeap));
  gpu.device.destroy();
  return {
    peakGigaflopsPerSecond: gigaflopsPerSecond,
    recipe,
    lanes,
    checkpoints,
    ...(kernels.length > 0 && { kernels }),
    ...(heap && { heap }),
  };
}

function shapeNamed(name: string): TransformerShape {
  return entryOf(name).shape;
}
