import type { Analysis } from '../../laws/analysis/analyse.ts';
import { isRefusal } from '../../laws/refusal.ts';
import type { Verdict } from '../conclusions/conclude.ts';
import { presetOf } from '../experiments/presets.ts';
import { isInterrupted } from './can-resume.ts';
import type { ExperimentState } from './state.ts';

type Evidence = Pick<ExperimentState, 'shown' | 'runs' | 'ranks'>;

/** The last conclusion from each analysis, because the page asks again at every change of the state. */
const CONCLUDED = new WeakMap<Analysis, Evidence & { readonly conclusion: Verdict }>();

/**
 * The verdict on the experiment. Null until all its runs have ended and every fit includes them, and while the code that
 * concludes is being loaded.
 */
export function shownConclusion(state: ExperimentState): Verdict | null {
  const { analysis, conclude, phase, runs, ranks, shown } = state;
  const { whole } = analysis;
  if (isExperimentUnsaid(state)) return null;
  // Nothing was tested with others' runs.
  if (presetOf(shown).measures === 'table') return null;
  if (conclude === null || isRefusal(conclude)) return null;
  if (phase !== 'ended' || whole === null || isInterrupted(state)) return null;
  const last = CONCLUDED.get(whole);
  if (last?.shown === shown && last.runs === runs && last.ranks === ranks) return last.conclusion;
  const conclusion = conclude(shown, { runs, analysis: whole, ranks });
  CONCLUDED.set(whole, { shown, runs, ranks, conclusion });
  return conclusion;
}

/** Whether nothing tells which experiment some of the runs belong to. Then they test no result. */
export function isExperimentUnsaid({ runs }: Pick<ExperimentState, 'runs'>): boolean {
  return runs.some(({ imported }) => imported?.unsaid === true);
}
