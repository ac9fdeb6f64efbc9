import { isOnlyRecorded } from '../../lab/state/is-only-recorded.ts';
import type { ExperimentState } from '../../lab/state/state.ts';

/** Whether the page shows results that nothing will change by itself: an ended sweep, or a recorded one where none can be trained. */
export function canTakeAway(state: ExperimentState): boolean {
  const { phase, recorded, runs } = state;
  const stands = recorded === null ? phase === 'ended' : !isOnlyRecorded(state);
  return stands && runs.some((run) => run.state === 'finished');
}
