import type { RankFrequency } from '../../corpus/rank-frequency.ts';
import type { Analysis } from '../../laws/analysis/analyse.ts';
import type { Refusal } from '../../laws/refusal.ts';
import { hasDiverged, haveAllDiverged } from '../runs/has-diverged.ts';
import type { Run } from '../runs/run.ts';

/** Names of runs in one sentence. */
const MOST_NAMED = 5;

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
}

/** Whether an experiment has reproduced its result. */
export interface Conclusion {
  readonly reproduced: 'yes' | 'no' | 'cannot tell';
  readonly findings: readonly Finding[];
}

/** No if the runs contradict any claim, yes if they show every claim. */
export function conclusionOf(findings: readonly Finding[]): Conclusion {
  const outcomes = findings.map(({ holds }) => holds);
  if (outcomes.includes(false)) return { reproduced: 'no', findings };
  const told = outcomes.length > 0 && !outcomes.includes(null);
  return { reproduced: told ? 'yes' : 'cannot tell', findings };
}

/**
 * The conclusion of an experiment. Its claims are tested by the runs whose loss is a number; the others have a finding of
 * their own, by which the experiment cannot tell.
 */
export function conclude(
  { conclude: findingsOf, mayDiverge }: { conclude(evidence: Evidence): Finding[]; mayDiverge?: true },
  evidence: Evidence,
): Conclusion {
  const isLost = mayDiverge === true ? haveAllDiverged : hasDiverged;
  const runs = evidence.runs.filter((run) => !isLost(run));
  const lost = evidence.runs.filter(isLost);
  return conclusionOf([...findingsOf({ ...evidence, runs }), ...noneDiverged(lost)]);
}

/** A claim that these runs cannot test, and why. */
export function notTested(claim: string, why: string): Finding {
  return { claim, holds: null, words: why };
}

/** Says that some runs were not trained to their end. Without them an experiment cannot tell. */
export function everyRunFinished(runs: readonly Run[]): Finding[] {
  const finished = runs.filter((run) => run.state === 'finished').length;
  if (finished === runs.length) return [];
  return [notTested('Every run was trained to its end.', `${finished} of ${runs.length} were.`)];
}

/** Names the runs that diverged. */
function noneDiverged(runs: readonly Run[]): Finding[] {
  const labels = [...new Set(runs.map(({ label }) => label))];
  if (labels.length === 0) return [];
  const named = labels.slice(0, MOST_NAMED).join(', ');
  const names = labels.length > MOST_NAMED ? `${named} and ${labels.length - MOST_NAMED} more` : named;
  const why =
    labels.length === 1
      ? 'its loss is not a number, so no fit uses it'
      : 'their losses are not numbers, so no fit uses them';
  return [notTested('Every model trained without diverging.', `${names} diverged: ${why}.`)];
}
