import type { RankFrequency } from '../../corpus/rank-frequency.ts';
import type { Analysis } from '../../laws/analysis/analyse.ts';
import type { Refusal } from '../../laws/refusal.ts';
import { hasDiverged, haveAllDiverged } from '../runs/has-diverged.ts';
import type { Run } from '../runs/run.ts';
import { tooBrief } from './learned.ts';
import { LONGER, type NextStep } from './next-step.ts';

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
  /** What could show more, if the runs do not show the claim. */
  readonly next?: NextStep;
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
 * What the page says of an experiment that has ended. Runs that were stopped, or that learned too little, test no result:
 * then `judged` is false, and the findings are those of the runs that finished, so far.
 */
export interface Verdict extends Conclusion {
  readonly judged: boolean;
  readonly head: string;
  /** One or two sentences after the head; empty if the head says all. */
  readonly said: string;
  /** Null if no change of the settings would tell more. */
  readonly next: NextStep | null;
}

const HEADS: Record<Conclusion['reproduced'], string> = {
  yes: 'Reproduced',
  no: 'Not seen here',
  'cannot tell': 'Inconclusive',
};

/** What judges an experiment: see `Preset`. */
interface Judge {
  readonly measures: string;
  readonly mayDiverge?: true;
  conclude(evidence: Evidence): Finding[];
}

/**
 * The verdict on an experiment. Its claims are tested by the runs whose loss is a number; the others have a finding of
 * their own, by which the experiment cannot tell.
 */
export function conclude({ conclude: findingsOf, mayDiverge, measures }: Judge, evidence: Evidence): Verdict {
  const isLost = mayDiverge === true ? haveAllDiverged : hasDiverged;
  const runs = evidence.runs.filter((run) => !isLost(run));
  const findings = [...findingsOf({ ...evidence, runs }), ...noneDiverged(evidence.runs.filter(isLost))];
  const finished = evidence.runs.filter(({ state }) => state === 'finished').length;
  if (finished < evidence.runs.length) return stopped(evidence.runs, findings);
  const brief = tooBrief(runs);
  if (brief !== null) {
    const next: NextStep = { change: 'tokens', times: brief.times };
    return { ...unjudged(findings), head: 'Trained too briefly', said: brief.words, next };
  }
  const conclusion = conclusionOf(findings);
  return {
    ...conclusion,
    judged: true,
    head: HEADS[conclusion.reproduced],
    said: '',
    next: nextOf(conclusion, measures === 'runs'),
  };
}

/** The verdict on runs of which some did not finish. */
function stopped(runs: readonly Run[], findings: readonly Finding[]): Verdict {
  const finished = runs.filter(({ state }) => state === 'finished').length;
  const failed = runs.filter(({ state }) => state === 'failed').length;
  const told = findings.filter(({ holds }) => holds !== null);
  const from = told.length > 0 ? `From ${finished === 1 ? 'this one' : `these ${finished}`}:` : '';
  const why = failed === 0 ? '' : `${failed === 1 ? '1 model' : `${failed} models`} failed. `;
  return {
    ...unjudged(told),
    head: `${failed > 0 ? 'Ended' : 'Stopped'} after ${finished} of ${runs.length} models`,
    said: `${why}${from || 'That is too few to say anything about the result.'}`,
    next: { change: 'nothing' },
  };
}

function unjudged(findings: readonly Finding[]): Conclusion & { readonly judged: false } {
  return { reproduced: 'cannot tell', judged: false, findings };
}

/** The step of the first claim that was contradicted, else of the first that was not tested; longer runs if all hold. */
function nextOf({ findings, reproduced }: Conclusion, trains: boolean): NextStep | null {
  if (!trains) return null;
  if (reproduced === 'yes') return LONGER;
  const open = findings.filter(({ holds }) => holds !== true);
  const contradicted = open.filter(({ holds }) => holds === false);
  return [...contradicted, ...open].find(({ next }) => next !== undefined)?.next ?? null;
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
