import type { Run } from '../runs/run.ts';
import type { ExperimentState } from './state.ts';

/** The runs on the page that this browser trained to their ends. */
export function finishedHere({ runs }: Pick<ExperimentState, 'runs'>): Run[] {
  return runs.filter(({ imported, state }) => state === 'finished' && imported === null);
}
