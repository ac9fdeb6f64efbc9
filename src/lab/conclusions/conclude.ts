import { hasDiverged, haveAllDiverged } from '../runs/has-diverged.ts';
import type { Run } from '../runs/run.ts';
import type { NextStep } from '../experiments/next-step.ts';
import { presetOf, type ExperimentId } from '../experiments/presets.ts';
import { architecture } from './architecture.ts';
import { batch } from './batch.ts';
import { calculator } from './calculator.ts';
import { compound } from './compound.ts';
import { data } from './data.ts';
import { depth } from './depth.ts';
import { dynamics } from './dynamics.ts';
import { notTested, type Evidence, type Finding } from './finding.ts';
import { grid } from './grid.ts';
import { images } from './images.ts';
import { inverse } from './inverse.ts';
import { isoflop } from './isoflop.ts';
import { knownEntropy } from './known-entropy.ts';
import { tooBrief } from './learned.ts';
import { learningRate } from './learning-rate.ts';
import { LONGER } from './next-steps.ts';
import { memory } from './memory.ts';
import { schedules } from './schedules.ts';
import { shape } from './shape.ts';
import { transfer } from './transfer.ts';
import { widths } from './widths.ts';
import { zipf } from './zipf.ts';

/** What judges each claim of an experiment's result, when its runs have ended. */
const JUDGES: Readonly<Record<ExperimentId, (evidence: Evidence) => Finding[]>> = {
  widths,
  dynamics,
  data,
  grid,
  batch,
  isoflop,
  shape,
  depth,
  schedules,
  'learning-rate': learningRate,
  'known-entropy': knownEntropy,
  architecture,
  memory,
  compound,
  inverse,
  transfer,
  images,
  zipf,
  calculator,
  // Nothing is tested with others' runs.
  imported: () => [],
};

/** Names of runs in one sentence. */
const MOST_NAMED = 5;

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

/** What the evidence says of each claim of an experiment's result. */
export function findingsOf(experiment: ExperimentId, evidence: Evidence): Finding[] {
  return JUDGES[experiment](evidence);
}

/**
 * The verdict on an experiment. Its claims are tested by the runs whose loss is a number; the others have a finding of
 * their own, by which the experiment cannot tell.
 */
export function conclude(experiment: ExperimentId, evidence: Evidence): Verdict {
  const { mayDiverge, measures } = presetOf(experiment);
  const isLost = mayDiverge === true ? haveAllDiverged : hasDiverged;
  const runs = evidence.runs.filter((run) => !isLost(run));
  const findings = [
    ...findingsOf(experiment, { ...evidence, runs }),
    ...noneDiverged(evidence.runs.filter(isLost)),
  ];
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
