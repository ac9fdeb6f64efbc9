import type { Tuning } from '../ops/tuning.ts';
import type { Job } from '../run/job.ts';
import type { Gpu } from '../run/training-run.ts';
import { ROUND_MILLISECONDS, ROUNDS, TooLate, Trial } from './trial.ts';

/** No further job is timed after this time, without the compilation of kernels. */
const BUDGET_MILLISECONDS = 1_000;

/** A job and the kernels with which it would start. */
interface TimedJob {
  job: Job;
  tuning: Tuning;
}

/**
 * Seconds of a step of each job, in their order, until the time is over.
 * @param jobs each makes its job when its turn comes
 * @returns none if `signal` ends it
 */
export async function stepSeconds(
  gpu: Omit<Gpu, 'tuning'>,
  jobs: readonly (() => Promise<TimedJob>)[],
  signal: AbortSignal,
): Promise<number[]> {
  const seconds: number[] = [];
  let spent = 0;
  try {
    for (const make of jobs) {
      if (spent > BUDGET_MILLISECONDS) break;
      const { job, tuning } = await make();
      const trial = new Trial(gpu, job, () => signal.aborted, 'whole');
      const milliseconds = await trial.time(tuning);
      spent += ROUNDS * Math.max(milliseconds, ROUND_MILLISECONDS);
      seconds.push(milliseconds / 1000);
    }
  } catch (error) {
    if (!(error instanceof TooLate)) throw error;
    return [];
  }
  return seconds;
}
