import { presetOf } from '../experiments/presets.ts';
import { editableFields } from '../experiments/selection.ts';
import type { Refusals } from '../plan/read-draft.ts';
import { lackingText, lackingWhole } from '../plan/text-supply.ts';
import { lacksPart, undividedWork } from './undivided-work.ts';
import { absentText } from './own-text-state.ts';
import type { ExperimentState } from './state.ts';

type Refused = Pick<
  ExperimentState,
  'draft' | 'experiment' | 'lesson' | 'ownText' | 'planned' | 'refusals' | 'tooLarge'
>;

/** Why Start is refused, by field: a lesson's work that is not divided yet, else a rule that a value breaks, else a text that is not in this browser or page, else runs that the GPU cannot hold. */
export function startRefusals(state: Refused): Refusals {
  const { draft, experiment, lesson, ownText, refusals, tooLarge } = state;
  const undivided = lesson === null ? '' : undividedWork(lesson);
  if (undivided !== '') return { seed: undivided };
  if (Object.keys(refusals).length > 0) return refusals;
  const absent =
    (editableFields(experiment).includes('corpus') ? absentText(draft, ownText) : null) ?? lacking(state);
  return absent === null ? tooLarge : { corpus: absent };
}

/** Why the page lacks a text that an experiment reads; null if it has all that is read. */
function lacking({ draft, experiment, planned }: Refused): string | null {
  return presetOf(experiment).measures === 'text'
    ? lackingWhole(draft.corpus)
    : lackingText(planned.map(({ settings }) => settings));
}

/**
 * The refusals that must stand beside Start: those whose fields the form of this experiment lacks, a text that is not in
 * this browser or page, and runs that the GPU cannot hold, because a person has typed nothing wrong and the form may be folded.
 */
export function refusalsBesideStart(state: Refused): string[] {
  if (lacksPart(state)) return Object.values(startRefusals(state));
  if (Object.keys(state.refusals).length === 0) return Object.values(startRefusals(state));
  const shown: readonly string[] = editableFields(state.experiment);
  return Object.entries(state.refusals).flatMap(([field, rule]) => (shown.includes(field) ? [] : [rule]));
}
