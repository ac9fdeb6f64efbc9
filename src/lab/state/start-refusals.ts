import { editableFields } from '../experiments/selection.ts';
import type { Refusals } from '../plan/read-draft.ts';
import type { ExperimentState } from './state.ts';

type Refused = Pick<ExperimentState, 'experiment' | 'refusals' | 'tooLarge'>;

/** Why Start is refused, by field: a rule that a value breaks, else runs that the GPU cannot hold. */
export function startRefusals({ refusals, tooLarge }: Refused): Refusals {
  return Object.keys(refusals).length > 0 ? refusals : tooLarge;
}

/**
 * The refusals that must stand beside Start: those whose fields the form of this experiment lacks, and runs that the GPU
 * cannot hold, because a person has typed nothing wrong and the form may be folded.
 */
export function refusalsBesideStart(state: Refused): string[] {
  if (Object.keys(state.refusals).length === 0) return Object.values(state.tooLarge);
  const shown: readonly string[] = editableFields(state.experiment);
  return Object.entries(state.refusals).flatMap(([field, rule]) => (shown.includes(field) ? [] : [rule]));
}
