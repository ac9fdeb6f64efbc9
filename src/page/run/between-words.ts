import { presetOf } from '../../lab/experiments/presets.ts';
import { hasEnded } from '../../lab/runs/run.ts';
import type { ExperimentState } from '../../lab/state/state.ts';

/** What the sweep does while no run is under way, in a sentence. */
export function betweenWords(
  state: Pick<ExperimentState, 'analysis' | 'phase' | 'runs' | 'sampling' | 'shown' | 'tuning'>,
): string {
  const { analysis, phase, runs, sampling, shown, tuning } = state;
  if (phase === 'paused') return 'Paused before the next run.';
  if (phase === 'stopping') return 'Stopping …';
  if (tuning) return 'Choosing the fastest kernels for this GPU …';
  const ended = runs.filter(hasEnded).length;
  const { unit } = presetOf(shown);
  if (sampling === 'sampling') return 'A finished model is writing some text …';
  if (ended === runs.length) return 'Every run has ended.';
  if (ended === 0) return `Starting the first ${unit} …`;
  if (analysis.pending !== null) return 'Fitting the runs that have ended …';
  return `Starting the next ${unit} …`;
}
