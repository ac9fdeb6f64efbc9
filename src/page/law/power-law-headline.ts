import { figure, whole } from '../../charts/quantity.ts';
import { finalLosses, hasEnded } from '../../lab/runs/run.ts';
import { shownLaw, type ExperimentState } from '../../lab/state/state.ts';
import type { SampledLaw } from '../../laws/analysis/sampled-law.ts';
import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import type { LawHeadline } from './headline.ts';
import { exponentWords, intervalWords } from './law-words.ts';

/** The fewest points of a power law. */
const FEWEST = 3;

/** The first power law of an experiment, or what it needs. */
export function powerLawHeadline(state: ExperimentState): LawHeadline {
  const law = shownLaw(state);
  if (law === null || isRefusal(law)) return without(law, state);
  return { kind: 'law', formula: law.formula, words: exponentWords(law), interval: exponentInterval(law) };
}

function exponentInterval(law: SampledLaw): string {
  const { low, high } = law.exponentInterval;
  return `α ${figure(law.exponent)}, 95 % (${intervalWords(law)}): ${figure(low)} to ${figure(high)}`;
}

/** What is missing before there is a law. */
export function without(
  law: Refusal | null,
  { analysis, measured, runs }: ExperimentState,
  needs = `Needs at least ${FEWEST} finished models`,
): LawHeadline {
  if (law?.unshown === true) return { kind: 'unshown', words: `${capital(law.refused)}.` };
  const done = measured?.runs.length ?? runs.filter((run) => run.fitted && finalLosses(run) !== null).length;
  const waits = measured === null && runs.some((run) => !hasEnded(run));
  if (law !== null && !waits && done >= FEWEST)
    return { kind: 'unshown', words: `No law yet: ${law.refused}.` };
  if (law === null && done >= FEWEST && analysis.pending !== null) {
    return { kind: 'needs', words: `Fitting a law to ${whole(done)} models …` };
  }
  const out = runs.filter((run) => !run.fitted && finalLosses(run) !== null).length;
  const leftOut = out === 0 ? '' : `, and ${whole(out)} that the fit leaves out`;
  return {
    kind: 'needs',
    words: needs.endsWith('.') ? needs : `${needs}${done > 0 ? `: ${whole(done)} so far${leftOut}` : ''}.`,
  };
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
