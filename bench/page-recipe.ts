import { trainingJob } from '../src/benchmark/device/training-job.ts';
import { planRuns } from '../src/lab/plan/plan-runs.ts';
import { FULL_SWEEP } from '../src/lab/plan/recipe.ts';
import { sweepRuns } from '../src/lab/plan/sweep-runs.ts';
import type { TimedJob } from './time-by-turns.ts';

/** The models of the page's first sweep, as the page plans them, on random tokens. */
export function pageRecipe(): TimedJob[] {
  return planRuns(sweepRuns(FULL_SWEEP), 'bench').map(({ plan: { shape, batch } }) => ({
    name: `page d ${shape.width}`,
    job: trainingJob(shape, { batch }),
  }));
}
