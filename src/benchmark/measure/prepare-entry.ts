import { PlacedError } from '../../engine/gpu/placed-error.ts';
import { bytesNeeded, checkBytes } from '../../engine/run/bytes-needed.ts';
import type { Job } from '../../engine/run/job.ts';
import type { Tuned } from '../../engine/tuning/autotune.ts';
import { networkOf } from '../../engine/training/networks.ts';
import type { BenchmarkGpu } from '../device/open-gpu.ts';
import { trainingJob } from '../device/training-job.ts';
import type { Entry } from '../standard/entries.ts';
import { STANDARD } from '../standard/standard.ts';
import { checkLosses, TooSlow, type Checked } from './check-losses.ts';

/** An entry with the kernels that are timed, and what a few steps with them showed. */
export interface Prepared {
  entry: Entry;
  job: Job;
  kernels: Tuned;
  checked: Checked;
}

/** An entry that cannot be measured here, and why. */
export interface LeftOut {
  name: string;
  why: string;
}

/** Chooses an entry's kernels and computes its recorded losses with them. */
export async function prepareEntry(gpu: BenchmarkGpu, entry: Entry): Promise<Prepared | LeftOut> {
  return orLeftOut(entry, async () => {
    checkBytes(bytesNeeded(networkOf(entry.shape), STANDARD.batch, entry.lanes), gpu.device.limits);
    const job = trainingJob(entry.shape, { lanes: entry.lanes });
    const kernels = await gpu.chooseKernels(job);
    const checked = await checkLosses(gpu, checkedJob(job), kernels, {
      steps: entry.lossSteps,
      ...(entry.referenceMilliseconds === undefined && {
        mostMilliseconds: STANDARD.mostMillisecondsPerUnscoredStep,
      }),
    });
    return { entry, job, kernels, checked };
  });
}

/** The same job, but every step trains on the same windows. */
export function checkedJob(job: Job): Job {
  const starts = job.training.starts.slice(0, STANDARD.text.checkedWindows);
  return { ...job, training: { ...job.training, starts } };
}

/** Does something for an entry, unless the adapter has no memory or no time for it. */
export async function orLeftOut<Result>(
  entry: Entry,
  work: () => Promise<Result>,
): Promise<Result | LeftOut> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TooSlow) return tooSlow(entry);
    if (error instanceof PlacedError && error.place === 'memory')
      return { name: entry.name, why: error.message };
    throw error;
  }
}

export function tooSlow({ name }: Entry): LeftOut {
  return { name, why: `a step takes more than ${STANDARD.mostMillisecondsPerUnscoredStep} ms` };
}

/** Tells an entry that cannot be measured from a result. */
export function isLeftOut(result: object): result is LeftOut {
  return 'why' in result;
}
