import { score } from '../../lab/analysis/prediction.ts';
import { canResume } from '../../lab/state/can-resume.ts';
import { shownConclusion } from '../../lab/state/shown-conclusion.ts';
import type { ExperimentState } from '../../lab/state/state.ts';

/**
 * What came of an experiment that has ended, in a few words: `2 of 2 predictions held. Reproduced.` Empty before the end. A
 * sweep that a person stopped has no verdict here, because the sentence under the plot says that it was stopped.
 */
export function verdictWords(state: ExperimentState): string {
  const conclusion = shownConclusion(state);
  if (conclusion === null) return '';
  const { covered, judged } = score(state.runs);
  const checked =
    judged === 0 ? '' : `${covered} of ${judged} ${judged === 1 ? 'prediction' : 'predictions'} held. `;
  return canResume(state) ? checked.trim() : `${checked}${conclusion.head}.`;
}
