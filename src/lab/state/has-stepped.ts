import type { ExperimentState } from './state.ts';

/** Whether a run on the page has made a step; those of a recorded sweep do not count. */
export function hasStepped({ recorded, runs }: ExperimentState): boolean {
  return recorded === null && runs.some(({ step }) => step > 0);
}
