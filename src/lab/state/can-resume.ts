import type { Run } from '../runs/run.ts';
import type { ExperimentState } from './state.ts';

/** Whether runs of an experiment can be trained to their ends, because it was interrupted or a person stopped it. */
export function canResume(state: ExperimentState): boolean {
  return isInterrupted(state) || (state.phase === 'ended' && state.runs.some(canGoOn));
}

/** Whether an experiment was left unfinished, and nobody stopped it. */
export function isInterrupted({ phase, runs }: ExperimentState): boolean {
  return phase === 'ended' && runs.some(({ state }) => state === 'queued' || state === 'paused');
}

/** A run as it waits to be resumed: one that a person stopped goes on from its checkpoint, or begins if it had not begun. */
export function waitingAgain(run: Run): Run {
  return canGoOn(run) ? { ...run, state: run.step > 0 ? 'paused' : 'queued' } : run;
}

/** Whether this browser trained it and a person stopped it. */
function canGoOn({ imported, state }: Run): boolean {
  return state === 'stopped' && imported === null;
}
