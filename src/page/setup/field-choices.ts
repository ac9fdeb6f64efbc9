import { BUDGET_CHOICES, KERNEL_CHOICES, POSITIONS, SCHEDULES } from '../../lab/plan/read-draft.ts';
import type { DraftField, SweepDraft } from '../../lab/plan/sweep-settings.ts';
import { corpusChoices, type OwnTextState } from '../../lab/state/own-text-state.ts';
import { FIELD_LABELS } from './field-labels.ts';

const HEAD_RULES = { size: 'by head size', count: 'by number' };

/** The words of a field's choices by their text in a draft; null for a field into which a person types. */
export function fieldChoices(
  field: DraftField,
  draft: SweepDraft,
  ownText: OwnTextState,
): Readonly<Record<string, string>> | null {
  if (field === 'headRule') return HEAD_RULES;
  if (field === 'schedule') return SCHEDULES;
  if (field === 'positions') return POSITIONS;
  if (field === 'budgets') return BUDGET_CHOICES;
  if (field === 'kernels') return KERNEL_CHOICES;
  return field === 'corpus' ? corpusChoices(draft, ownText) : null;
}

/** The label of a field. That of the heads depends on how they are set. */
export function fieldLabel(field: DraftField, draft: SweepDraft): string {
  return field === 'heads' && draft.headRule === 'size' ? 'Head size' : FIELD_LABELS[field];
}
