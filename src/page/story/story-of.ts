import { score } from '../../lab/analysis/prediction.ts';
import { presetOf } from '../../lab/experiments/presets.ts';
import { shownConclusion } from '../../lab/state/shown-conclusion.ts';
import { shownLaw, type ExperimentState } from '../../lab/state/state.ts';
import { hasEnded, type Run } from '../../lab/runs/run.ts';
import { mean } from '../../laws/stats/mean.ts';
import { isRefusal } from '../../laws/refusal.ts';
import type { SampledLaw } from '../../laws/analysis/sampled-law.ts';
import { formatLoss, whole } from '../../charts/quantity.ts';
import { nameOf } from '../kit/run-words.ts';
import { jointLaws } from '../law/joint-laws.ts';

/** One step of what an experiment shows. */
export interface StoryStep {
  readonly title: string;
  readonly reached: boolean;
  /** Its figure; empty before it is reached. */
  readonly figure: string;
  /** What the figure is, or what the step waits for. */
  readonly words: string;
}

/** The steps of the experiment on the page, in their order; only those that it can have. */
export function storyOf(state: ExperimentState): StoryStep[] {
  const { laws, measures, fits } = presetOf(state.shown);
  switch (measures) {
    case 'nothing':
      return [check(state)];
    case 'text':
      return [counted(state), rankLine(state), check(state)];
    case 'table':
      return state.measured === null ? [] : [given(state), line(state)];
    case 'runs':
      return [
        trained(state),
        ...(laws.length > 0 || fits.some((fit) => fit !== 'dynamics' && fit !== 'rates')
          ? [line(state)]
          : []),
        ...(laws.length > 0 ? [prediction(state)] : []),
        laws.length > 0 ? predictionCheck(state) : check(state),
      ];
    default:
      throw new Error('no such measure');
  }
}

function trained({ runs, shown }: ExperimentState): StoryStep {
  const finished = runs.filter(({ state }) => state === 'finished').length;
  const { unit } = presetOf(shown);
  return {
    title: 'Trained',
    reached: finished > 0,
    figure: `${finished} of ${runs.length}`,
    words: `${unit}s, each with its training curve`,
  };
}

function given({ measured }: ExperimentState): StoryStep {
  const count = measured?.runs.length ?? 0;
  return { title: 'Runs', reached: count > 0, figure: whole(count), words: 'runs of others, from a table' };
}

function counted({ ranks }: ExperimentState): StoryStep {
  const is = ranks !== null && !isRefusal(ranks);
  return {
    title: 'Counted',
    reached: is,
    figure: is ? whole(ranks.words) : '',
    words: is ? `words, ${whole(ranks.counts.length)} different ones` : 'the words of a text',
  };
}

function rankLine({ ranks }: ExperimentState): StoryStep {
  const is = ranks !== null && !isRefusal(ranks);
  return {
    title: 'A line',
    reached: is,
    figure: is ? `R² = ${ranks.rSquared.toFixed(3)}` : '',
    words: is ? `f ∝ 1 / r^${ranks.exponent.toFixed(2)}` : 'through frequencies over ranks',
  };
}

function line(state: ExperimentState): StoryStep {
  const { floor, subject, unit } = presetOf(state.shown);
  // On the axes of the chart, only a law of one quantity without a constant is a straight line.
  const title = subject === 'series' && floor !== 'always' ? 'A line' : 'A law';
  const law = shownLaw(state);
  if (law !== null && !isRefusal(law))
    return { title, reached: true, figure: straightness(law), words: law.formula };
  const joint = jointLaws(state.analysis).flatMap(({ formula }) =>
    typeof formula === 'string' ? [formula] : [],
  )[0];
  if (subject !== 'series' && joint !== undefined)
    return { title, reached: true, figure: joint.split(' = ')[0] ?? '', words: joint };
  const waits =
    law === null ? `after the third ${unit}` : law.unshown === true ? law.refused : `not yet: ${law.refused}`;
  return { title, reached: false, figure: '', words: waits };
}

/** The share of the differences in log loss that the law explains. */
function straightness({ models }: SampledLaw): string {
  const logs = models.map(({ loss }) => Math.log(loss));
  const centre = mean(logs);
  const all = logs.reduce((sum, log) => sum + (log - centre) ** 2, 0);
  const left = models.reduce((sum, { residual }) => sum + residual ** 2, 0);
  return all > 0 ? `R² = ${(1 - left / all).toFixed(3)}` : '';
}

function prediction({ runs, shown }: ExperimentState): StoryStep {
  const title = 'A prediction';
  const last = runs.findLast((run) => run.prediction !== null);
  const { unit } = presetOf(shown);
  if (last === undefined || last.prediction === null) {
    const words = isOver(runs)
      ? `none was made: a law comes first, and then another ${unit}`
      : `for each next ${unit}, before it is trained`;
    return { title, reached: false, figure: '', words };
  }
  return {
    title,
    reached: true,
    figure: formatLoss(last.prediction.loss),
    words: `for ${nameOf(last).replace(/^Width/, 'width')}, made before it was trained`,
  };
}

/** Whether no further run will be trained. */
function isOver(runs: readonly Run[]): boolean {
  return runs.length > 0 && runs.every(hasEnded);
}

function predictionCheck(state: ExperimentState): StoryStep {
  const { covered, judged } = score(state.runs);
  return {
    title: 'The check',
    reached: judged > 0,
    figure: judged > 0 ? `${covered} of ${judged}` : '',
    words:
      judged > 0
        ? 'inside the interval predicted before'
        : isOver(state.runs)
          ? 'no prediction could be checked'
          : 'whether the losses fall where predicted',
  };
}

function check(state: ExperimentState): StoryStep {
  const conclusion = shownConclusion(state);
  const title = 'The check';
  if (conclusion === null)
    return { title, reached: false, figure: '', words: 'whether the result is seen here' };
  const { findings } = conclusion;
  const seen = findings.filter(({ holds }) => holds === true).length;
  return { title, reached: true, figure: `${seen} of ${findings.length}`, words: 'claims seen here' };
}
