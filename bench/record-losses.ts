import { openGpu } from '../src/benchmark/device/open-gpu.ts';
import { trainingJob } from '../src/benchmark/device/training-job.ts';
import { checkLosses } from '../src/benchmark/measure/check-losses.ts';
import { checkedJob } from '../src/benchmark/measure/prepare-entry.ts';
import { ENTRIES, shapeName, type Entry } from '../src/benchmark/standard/entries.ts';

/** The entry with the most lanes of each shape, by the names of shapes in the order of the standard. */
const WIDEST = new Map<string, Entry>(
  ENTRIES.map((entry) => [shapeName(entry.shape.width, entry.shape.layers), entry]),
);

/** The shapes whose losses the standard records. */
export const RECORDED_SHAPES: readonly string[] = [...WIDEST.keys()];

/**
 * Computes the recorded losses of a shape with the usual kernels of this adapter, `[lane][step]`, nats per token.
 *
 * @throws if the standard has no such shape
 */
export async function recordLosses(shape: string): Promise<number[][]> {
  const entry = WIDEST.get(shape);
  if (!entry) throw new Error(`the standard has no shape ${shape}`);
  const gpu = await openGpu();
  const job = checkedJob(trainingJob(entry.shape, { lanes: entry.lanes }));
  const kernels = { plain: false, tuning: gpu.tuning };
  const { losses } = await checkLosses(gpu, job, kernels, { steps: entry.lossSteps });
  gpu.device.destroy();
  return Array.from({ length: entry.lanes }, (_, lane) =>
    entry.lossSteps.map((_step, at) => Number(losses[at * entry.lanes + lane].toFixed(6))),
  );
}
