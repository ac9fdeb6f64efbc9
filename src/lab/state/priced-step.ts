import { costOf } from '../estimate/cost.ts';
import { paceOf } from '../estimate/pace.ts';
import { draftedStep, type NextStep } from '../experiments/next-step.ts';
import { editableFields, ownDraft, type Selection } from '../experiments/selection.ts';
import { proposal } from './proposal.ts';
import { isFree, type ExperimentState } from './state.ts';

/** A next step with all that a button needs. */
export interface PricedStep {
  /** `Train with 1.02M tokens` */
  readonly words: string;
  readonly selection: Selection;
  /** How long its runs take on this adapter; null without an adapter. */
  readonly seconds: number | null;
  /** Whether that speed was measured here, rather than assumed. */
  readonly measured: boolean;
  /** Why it cannot start now; empty if it can. */
  readonly refused: string;
}

/** A next step for the experiment on the page; null if its form cannot take it. */
export function pricedStep(state: ExperimentState, step: NextStep): PricedStep | null {
  const { adapter, begun, runs, shown, size, timedPace } = state;
  const from: Selection = begun ?? { experiment: shown, size, draft: draftOfShown(state) };
  const drafted = draftedStep(step, from.draft);
  if (drafted === null || !canEdit(from, Object.keys(drafted.draft))) return null;
  const selection = { ...from, draft: { ...from.draft, ...drafted.draft } };
  const { planned, refusals } = proposal(selection, '', ANYWHERE);
  if (Object.keys(refusals).length > 0 || planned.length === 0) return null;
  const cost = adapter.kind === 'adapter' ? costOf(planned, paceOf(adapter, runs, timedPace)) : null;
  return {
    words: drafted.words,
    selection,
    seconds: cost?.seconds ?? null,
    measured: cost?.measured ?? false,
    refused: refusedNow(state),
  };
}

/** The runs are counted and not trained, so the address of their text does not matter. */
const ANYWHERE = 'https://localhost/';

/** The form's text if the form belongs to the experiment on the page, else the text before any edit. */
function draftOfShown({ draft, experiment, shown, size }: ExperimentState): Selection['draft'] {
  return experiment === shown ? draft : ownDraft(shown, size);
}

function canEdit({ experiment }: Selection, fields: readonly string[]): boolean {
  const editable: readonly string[] = editableFields(experiment);
  return fields.every((field) => editable.includes(field));
}

function refusedNow(state: ExperimentState): string {
  if (state.otherTab !== null) return 'Training is in another tab. Use this tab first.';
  if (!isFree(state)) return 'A sweep is running. Wait for its end or stop it.';
  if (state.failure !== '') return 'Training is no longer possible on this page. Reload it first.';
  if (state.adapter.kind !== 'adapter') return 'There is no adapter to train on.';
  return '';
}
