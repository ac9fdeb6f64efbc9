import { editableFields } from '../experiments/selection.ts';
import type { Refusals } from '../plan/read-draft.ts';
import type { ExperimentState } from './state.ts';

type Refused = Pick<ExperimentState, 'experiment' | 'refusals' | 'tooLarge'>;

/** Why Start is refused, by field: a rule that a value breaks, else runs that the GPU cannot hold. */
export function startRefusals({ refusals, tooLarge }: Refused): Refusals {
  return Object.keys(refusals).length > 0 ? refusals : tooLarge;
}

/** The refusals whose fields the form of this experiment lacks, so that they must stand beside Start. */
export function refusalsBesideStart(state: Refused): string[] {
  const shown: readonly string[] = editableFields(state.experiment);
  return Object.entries(startRefusals(state)).flatMap(([field, rule]) =>
    shown.includes(field) ? [] : [rule],
  );
}
