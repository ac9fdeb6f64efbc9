import { presetOf } from '../experiments/presets.ts';
import { readSelection, type Selection } from '../experiments/selection.ts';
import { planRuns, type PlannedRun } from '../plan/plan-runs.ts';
import type { Refusals } from '../plan/read-draft.ts';
import { warningsOf } from '../plan/warnings.ts';

/** The chosen experiment and the text of the settings' form. */
export interface Proposal extends Selection {
  /** The rule that each wrong field breaks. */
  readonly refusals: Refusals;
  /** Sentences about settings that are allowed but risky. */
  readonly warnings: readonly string[];
  /** Its runs, cheapest first; empty while a field is refused, or if nothing is trained. */
  readonly planned: readonly PlannedRun[];
}

/**
 * Plans the runs of an experiment from the text of its form.
 * @param sweep prefix of the runs' ids
 * @param base address against which the text's file is found
 */
export function proposal(choice: Selection, sweep: string, base: string): Proposal {
  const { runs, refusals } = readSelection(choice);
  const warnings = warningsOf(runs, presetOf(choice.experiment).laws);
  return { ...choice, refusals, warnings, planned: planRuns(runs, sweep, base) };
}
