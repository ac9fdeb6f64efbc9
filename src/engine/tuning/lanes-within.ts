import type { Tuning } from '../ops/tuning.ts';
import type { Job } from '../run/job.ts';
import type { Gpu } from '../run/training-run.ts';
import type { LaneCost } from '../trainer.ts';
import { Trial } from './trial.ts';

/** More lanes are not tried after this time. */
const BUDGET_MILLISECONDS = 1_500;

/** The kernels with which lanes are timed. */
interface LaneGpu {
  gpu: Omit<Gpu, 'tuning'>;
  tuning: Tuning;
}

/**
 * Times a step of one lane, then of more and more, until one costs too much or the time is over.
 * @param jobs one for each number of lanes, ascending from one lane; the adapter can hold them
 * @param share the most that a step may take longer than one lane's: 0.25 for a quarter
 * @returns undefined if not even one lane could be timed before `signal` ended it
 */
export async function lanesWithin(
  { gpu, tuning }: LaneGpu,
  jobs: readonly Job[],
  share: number,
  signal: AbortSignal,
): Promise<LaneCost | undefined> {
  const begun = performance.now();
  let one = 0;
  let most: LaneCost | undefined;
  for (const job of jobs) {
    if (most && performance.now() - begun > BUDGET_MILLISECONDS) break;
    const milliseconds = await new Trial(gpu, job, () => signal.aborted).time(tuning);
    one ||= milliseconds;
    const more = Math.max(0, milliseconds / one - 1);
    if (more > share) break;
    most = { lanes: job.lanes.length, more };
  }
  return most;
}
