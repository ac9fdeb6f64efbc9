import type { ExperimentState } from '../../lab/state/state.ts';

/** Whether the page shows results that will not change by themselves: an ended sweep, or a recorded one where none can be trained. */
export function canTakeAway({ adapter, failure, phase, recorded, runs }: ExperimentState): boolean {
  if (!runs.some(({ state }) => state === 'finished')) return false;
  if (recorded === null) return phase === 'ended';
  return adapter.kind === 'none' || failure !== '';
}
