import type { RankFrequency } from '../../corpus/rank-frequency.ts';
import type { Analysis } from '../../laws/analysis/analyse.ts';
import type { Refusal } from '../../laws/refusal.ts';
import type { NextStep } from '../experiments/next-step.ts';
import { reachedLosses, type Run } from '../runs/run.ts';
import { hasLearned, unlearnedWords } from './learned.ts';
import { effectsOf, type Quantity } from './effects.ts';

/** The data from which a conclusion is drawn. */
export interface Evidence {
  /** All planned runs, finished or not. */
  readonly runs: readonly Run[];
  /** The fits of these runs. */
  readonly analysis: Analysis;
  /** How often the words of a text occur; null if no words were counted. */
  readonly ranks: RankFrequency | Refusal | null;
}

/** One claim of a result, and whether the runs show it. */
export interface Finding {
  readonly claim: string;
  /** Null if these runs cannot tell. */
  readonly holds: boolean | null;
  /** Why, with the numbers. */
  readonly words: string;
  /** What could show more, if the runs do not show the claim. */
  readonly next?: NextStep;
}

/** The finding with a step that could show more, unless the claim was seen. */
export function orElse(next: NextStep, finding: Finding): Finding {
  return finding.holds === true ? finding : { ...finding, next };
}

/** A claim that these runs cannot test, and why. */
export function notTested(claim: string, why: string): Finding {
  return { claim, holds: null, words: why };
}

/** An exponent below this is no law of the lectures: Kaplan et al. 2020 have 0.05 to 0.1, and these texts have more. */
const HARDLY_FALLS = 0.02;

/**
 * A claim of a law that was not found: contradicted if the interval of an exponent, by a plain fit, says that the loss hardly
 * falls; else not tested.
 *
 * @param runs those that the law is about
 * @param least the exponent below which the loss hardly falls
 */
export function withoutLaw(
  claim: string,
  { refused }: Refusal,
  {
    runs,
    quantities,
    least = HARDLY_FALLS,
  }: {
    readonly runs: readonly Run[];
    /** Logs of what it is a law of. */
    readonly quantities: readonly Quantity[];
    readonly least?: number;
  },
): Finding {
  const words = `${refused.charAt(0).toUpperCase()}${refused.slice(1)}.`;
  const finished = runs.filter((run) => reachedLosses(run) !== null);
  const unlearned = finished.filter((run) => !hasLearned(run));
  if (2 * unlearned.length > finished.length)
    return notTested(claim, `${words} ${unlearnedWords(unlearned)}`);
  const flat = (effectsOf(runs, quantities) ?? []).find(({ low }) => -low < least);
  if (flat === undefined) return notTested(claim, words);
  return {
    claim,
    holds: false,
    words: `${words} By a plain fit the exponent is ${(-flat.high).toFixed(3)} to ${(-flat.low).toFixed(3)}: below ${least} the loss hardly falls.`,
  };
}
