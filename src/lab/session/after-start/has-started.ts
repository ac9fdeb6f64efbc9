import type { ExperimentState } from '../../state/state.ts';

/** Whether a model of the experiment has made a step, or the experiment has ended. Recorded runs are not started here. */
export function hasStarted({ phase, runs }: Pick<ExperimentState, 'phase' | 'runs'>): boolean {
  return phase === 'ended' || (phase !== 'idle' && runs.some(({ step }) => step > 0));
}
