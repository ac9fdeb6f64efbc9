import type { ProbeResult } from '../../engine/trainer.ts';
import type { Refusal } from '../../laws/refusal.ts';
import { suggestSweep, type SweepSuggestion } from '../estimate/suggest-sweep.ts';
import { paceOf } from '../estimate/time-left.ts';
import { presetOf } from '../experiments/presets.ts';
import type { Selection } from '../experiments/selection.ts';
import { CORPUS_TITLES, corpusOf } from '../plan/corpora.ts';
import { planRuns, type PlannedRun } from '../plan/plan-runs.ts';
import { readDraft, type Refusals } from '../plan/read-draft.ts';
import { sweepRuns } from '../plan/sweep-runs.ts';
import type { SweepDraft } from '../plan/sweep-settings.ts';
import { warningsOf } from '../plan/warnings.ts';
import type { Run } from '../runs/run.ts';

/** What has been chosen and what the settings' form says. */
export interface Proposal extends Selection {
  /** The rule each wrong field breaks. */
  readonly refusals: Refusals;
  /** What is allowed but risky. */
  readonly warnings: readonly string[];
  /** The runs it means, cheapest first; none while a field is refused, or where nothing is trained. */
  readonly planned: readonly PlannedRun[];
}

/**
 * Plans the runs of an experiment: those of a preset, or what the form's text says of widths.
 * @param sweep prefix of the runs' ids
 * @param base address against which the text's file is found
 */
export function proposal(choice: Selection, sweep: string, base: string): Proposal {
  const { experiment, size, draft } = choice;
  if (presetOf(experiment).editable) return { ...choice, ...widthsProposal(draft, sweep, base) };
  const planned = planRuns(presetOf(experiment).runs[size], sweep, base);
  return { ...choice, refusals: {}, warnings: [], planned };
}

function widthsProposal(draft: SweepDraft, sweep: string, base: string): Omit<Proposal, keyof Selection> {
  const { settings, refusals } = readDraft(draft, Object.keys(CORPUS_TITLES));
  if (settings === null) return { refusals, warnings: [], planned: [] };
  const corpus = corpusOf(settings.corpus, settings.context);
  const planned = planRuns(sweepRuns(settings), sweep, base);
  return { refusals, warnings: warningsOf(settings, corpus), planned };
}

/** The sweep over widths that suits the form's other settings, the adapter and some minutes; null beside other experiments. */
export function suggestion(
  adapter: ProbeResult | { readonly kind: 'asking' },
  { draft, experiment }: Selection,
  runs: readonly Run[],
  minutes: number,
  base: string,
): SweepSuggestion | Refusal | null {
  if (!presetOf(experiment).editable) return null;
  if (adapter.kind !== 'adapter') return { refused: 'without an adapter nothing can be trained' };
  const { settings } = readDraft(draft, Object.keys(CORPUS_TITLES));
  if (settings === null)
    return { refused: 'a sweep is suggested for settings that are valid: some are refused' };
  return suggestSweep(minutes, settings, paceOf(adapter, runs), base);
}
