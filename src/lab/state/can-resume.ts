import type { ExperimentState } from './state.ts';

/** Whether an experiment was left unfinished, so that its runs can be trained to their ends. */
export function canResume({ phase, runs }: ExperimentState): boolean {
  return phase === 'ended' && runs.some(({ state }) => state === 'queued' || state === 'paused');
}
