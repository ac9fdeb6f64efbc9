import type { RankFrequency } from '../../corpus/rank-frequency.ts';
import type { Analysis } from '../../laws/analysis/analyse.ts';
import type { Refusal } from '../../laws/refusal.ts';
import type { NextStep } from '../experiments/next-step.ts';
import type { Run } from '../runs/run.ts';

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

/** Sizes of models from which losses that do not fall contradict a law. With fewer, chance can hide it. */
const ENOUGH = 5;

/** A claim of a law that was not found: not seen if enough models show none, else not tested. */
export function withoutLaw(claim: string, { refused, unshown }: Refusal, runs: readonly Run[]): Finding {
  const words = `${refused.charAt(0).toUpperCase()}${refused.slice(1)}.`;
  const contradicts = unshown === true && runs.filter(({ state }) => state === 'finished').length >= ENOUGH;
  return { claim, holds: contradicts ? false : null, words };
}
