import type { Tuning } from '../ops/tuning.ts';
import type { Job } from '../run/job.ts';
import type { Gpu } from '../run/training-run.ts';
import type { LaneCost } from '../trainer.ts';
import { Trial } from './trial.ts';

/** More lanes are not tried after this time, without the compilation of the kernels. */
const BUDGET_MILLISECONDS = 1_500;

/** The kernels with which lanes are timed. */
interface LaneGpu {
  gpu: Omit<Gpu, 'tuning'>;
  tuning: Tuning;
}

/** A cost, and whether it holds for other visits: not if the time was over before more lanes could be tried. */
export interface MeasuredLanes extends LaneCost {
  lasting: boolean;
}

/**
 * Times a step of one lane, then of more and more, until one costs too much or the time is over.
 * @param jobs one for each number of lanes, ascending from one lane; the adapter can hold them
 * @param share the most that a step may take longer than one lane's: 0.25 for a quarter
 * @throws TooLate if `signal` ends it
 */
export async function lanesWithin(
  { gpu, tuning }: LaneGpu,
  [first, ...others]: readonly [Job, ...Job[]],
  share: number,
  signal: AbortSignal,
): Promise<MeasuredLanes> {
  const time = (job: Job): Promise<number> => new Trial(gpu, job, () => signal.aborted).time(tuning);
  const one = await time(first);
  const begun = performance.now();
  let most: MeasuredLanes = { lanes: first.lanes.length, more: 0, lasting: true };
  for (const job of others) {
    if (performance.now() - begun > BUDGET_MILLISECONDS) return { ...most, lasting: false };
    const more = Math.max(0, (await time(job)) / one - 1);
    if (more > share) break;
    most = { lanes: job.lanes.length, more, lasting: true };
  }
  return most;
}
