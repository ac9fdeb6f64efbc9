import type { RankFrequency } from '../../corpus/rank-frequency.ts';
import type { Analysis } from '../../laws/analysis/analyse.ts';
import type { Refusal } from '../../laws/refusal.ts';
import type { Run } from '../runs/run.ts';

/** What an experiment has brought to light. */
export interface Evidence {
  /** All that were planned, finished or not. */
  readonly runs: readonly Run[];
  /** Of these runs. */
  readonly analysis: Analysis;
  /** Of the words of a text; null where none was counted. */
  readonly ranks: RankFrequency | Refusal | null;
}

/** One thing a result claims, and whether it was seen. */
export interface Finding {
  readonly claim: string;
  /** null where these runs cannot tell. */
  readonly holds: boolean | null;
  /** Why, with the numbers. */
  readonly words: string;
}

/** Whether an experiment has reproduced its result. */
export interface Conclusion {
  readonly reproduced: 'yes' | 'no' | 'cannot tell';
  readonly findings: readonly Finding[];
}

/** No, if anything claimed was not seen; else only where everything was, yes. */
export function conclusionOf(findings: readonly Finding[]): Conclusion {
  const outcomes = findings.map(({ holds }) => holds);
  if (outcomes.includes(false)) return { reproduced: 'no', findings };
  const told = outcomes.length > 0 && !outcomes.includes(null);
  return { reproduced: told ? 'yes' : 'cannot tell', findings };
}

/** A claim about which nothing can be said, and why. */
export function notTested(claim: string, why: string): Finding {
  return { claim, holds: null, words: why };
}

/** That every run was trained to its end; without that, no experiment is whole. */
export function everyRunFinished(runs: readonly Run[]): Finding[] {
  const finished = runs.filter((run) => run.state === 'finished').length;
  if (finished === runs.length) return [];
  return [notTested('Every run was trained to its end.', `${finished} of ${runs.length} were.`)];
}
