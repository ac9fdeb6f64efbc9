import type { ProbeResult } from '../../engine/trainer.ts';
import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import { paceOf } from '../estimate/pace.ts';
import { suggestSweep, type SuggestedSweep } from '../estimate/suggest-sweep.ts';
import { suggestTokens, type SuggestedTokens } from '../estimate/suggest-tokens.ts';
import { presetOf } from '../experiments/presets.ts';
import { readSelection, type Selection } from '../experiments/selection.ts';
import { CORPUS_TITLES } from '../plan/corpora.ts';
import { readDraft } from '../plan/read-draft.ts';
import type { SweepDraft } from '../plan/sweep-settings.ts';
import type { Run } from '../runs/run.ts';

/** The page's suggestion for a number of minutes. */
export type Suggestion =
  ({ readonly kind: 'widths' } & SuggestedSweep) | ({ readonly kind: 'tokens' } & SuggestedTokens);

/** A suggestion for the adapter, the form's other settings and a number of minutes; null if no field can be set. */
export function suggestion(
  adapter: ProbeResult | { readonly kind: 'asking' },
  choice: Selection,
  runs: readonly Run[],
  minutes: number,
  base: string,
): Suggestion | Refusal | null {
  if (presetOf(choice.experiment).measures !== 'runs') return null;
  if (adapter.kind !== 'adapter') return { refused: 'without an adapter nothing can be trained' };
  const pace = paceOf(adapter, runs);
  return presetOf(choice.experiment).suggests === 'widths'
    ? suggestedWidths(choice, minutes, pace, base)
    : suggestedTokens(choice, minutes, pace, base);
}

/** The fields of the form that a suggestion fills in. */
export function suggestedFields(suggested: Suggestion): Partial<SweepDraft> {
  const tokens = suggested.tokens.toLocaleString('en');
  if (suggested.kind === 'tokens') return { tokens };
  return { widths: suggested.widths.join(', '), tokens, lanes: String(suggested.lanes) };
}

function suggestedWidths(
  { draft }: Selection,
  minutes: number,
  pace: ReturnType<typeof paceOf>,
  base: string,
): Suggestion | Refusal {
  const { settings } = readDraft(draft, Object.keys(CORPUS_TITLES));
  if (settings === null)
    return { refused: 'a sweep is suggested for settings that are valid: some are refused' };
  const sweep = suggestSweep(minutes, settings, pace, base);
  return isRefusal(sweep) ? sweep : { kind: 'widths', ...sweep };
}

function suggestedTokens(
  choice: Selection,
  minutes: number,
  pace: ReturnType<typeof paceOf>,
  base: string,
): Suggestion | Refusal {
  const runsOf = (tokens: number) => {
    const draft = { ...choice.draft, tokens: String(tokens) };
    const { runs, refusals } = readSelection({ ...choice, draft });
    const [rule] = Object.values(refusals);
    return rule === undefined ? runs : { refused: rule };
  };
  const found = suggestTokens(minutes, runsOf, pace, base);
  return isRefusal(found) ? found : { kind: 'tokens', ...found };
}
