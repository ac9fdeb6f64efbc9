import { isTooWide } from '../../lab/analysis/prediction.ts';
import { canResume, isInterrupted } from '../../lab/state/can-resume.ts';
import { costOf } from '../../lab/estimate/cost.ts';
import { paceOf } from '../../lab/estimate/pace.ts';
import { presetOf } from '../../lab/experiments/presets.ts';
import { isSameSelection } from '../../lab/experiments/selection.ts';
import { isUnderWay, type Run } from '../../lab/runs/run.ts';
import { isFree, type ExperimentState } from '../../lab/state/state.ts';
import { lacksPart } from '../../lab/state/undivided-work.ts';
import { refusalsBesideStart, startRefusals } from '../../lab/state/start-refusals.ts';
import { about, formatLoss, whole } from '../../charts/quantity.ts';
import { nameOf } from '../kit/run-words.ts';
import { betweenWords } from '../run/between-words.ts';
import { otherTabWords } from '../run/other-tab-words.ts';
import { absentTitle } from '../setup/absent-title.ts';
import { lossWords as gpuLossWords } from '../setup/loss-words.ts';

/** What happens on the page now, or what a person can do next, in a sentence or two. */
export function nowWords(state: ExperimentState): string {
  const { failure, otherTab, phase, stopReason } = state;
  if (failure !== '')
    return `Training is no longer possible: ${failure}. Finished runs stay. Reload the page to train again.`;
  if (otherTab !== null) return otherTabWords(otherTab);
  if (stopReason !== '') return stopReason;
  switch (phase) {
    case 'idle':
      return beforeWords(state);
    case 'running':
    case 'paused':
    case 'stopping':
      return sentences(sweepWords(state), lossWords(state));
    case 'ended':
      return sentences(endWords(state), lossWords(state), afterWords(state));
    default:
      return phase satisfies never;
  }
}

function sentences(...all: readonly string[]): string {
  return all.filter((words) => words !== '').join(' ');
}

function lossWords({ lostGpus }: ExperimentState): string {
  return lostGpus === 0 ? '' : gpuLossWords(lostGpus);
}

/** Whether these words tell of something that a person must mend. */
export function isTrouble(state: ExperimentState): boolean {
  const { failure, stopReason } = state;
  if (failure !== '' || stopReason !== '') return true;
  if (!isFree(state) || !trains(state)) return false;
  if (state.phase === 'ended' && state.runs.some((run) => run.state === 'failed')) return true;
  return lacksGpu(state) || (!lacksPart(state) && Object.keys(startRefusals(state)).length > 0);
}

/** Whether these words say that no GPU can be used, but not what to do about it. */
export function lacksGpu(state: ExperimentState): boolean {
  const { adapter, failure, stopReason } = state;
  const saysOther = failure !== '' || stopReason !== '' || !isFree(state);
  return !saysOther && trains(state) && adapter.kind === 'none';
}

const COUNTING =
  'Start counts the words of a text, and fits a line through their ranks. It takes a few seconds.';

/** What Start will do, or why it cannot. */
function beforeWords(state: ExperimentState): string {
  const { awaitsDisk, experiment, measured } = state;
  if (awaitsDisk && !isAsking(state)) return 'Asking the browser for what it has kept …';
  switch (presetOf(experiment).measures) {
    case 'runs':
      return startWords(state);
    case 'text':
      return refusedWords(state) || COUNTING;
    case 'nothing':
      return 'Start compares C = 6·N·D with the published compute of three models.';
    case 'table':
      return measured === null
        ? 'Give a table of runs, and this page fits the laws that its columns allow.'
        : `${whole(measured.runs.length)} runs of ${measured.source}. This page did not train them.`;
    default:
      throw new Error('no such measure');
  }
}

function startWords(state: ExperimentState): string {
  const { adapter, experiment, phase, planned, runs, timedPace } = state;
  if (adapter.kind === 'asking') return 'Asking the browser for its GPU …';
  if (adapter.kind === 'none') {
    const title = absentTitle(adapter);
    return `No GPU can be used here: ${title.charAt(0).toLowerCase()}${title.slice(1)}.`;
  }
  if (state.lesson?.measuring === true) {
    const then = state.lesson.startsThen ? ', then training starts' : '';
    return `Measuring how fast this machine is${then} …`;
  }
  if (lacksPart(state)) return 'The class shares this work. Choose your number above, then press Start.';
  const refused = refusedWords(state);
  if (refused !== '') return refused;
  if (planned.length === 0) return '';
  const { measured, seconds } = costOf(planned, paceOf(adapter, runs, timedPace));
  const { unit } = presetOf(experiment);
  const models = planned.reduce((sum, { plan }) => sum + plan.lanes.length, 0);
  const seeds = models > planned.length ? `, ${whole(models)} models in all,` : '';
  const basis = measured ? 'at the speed measured here' : 'rough; updated after the first model';
  const again = phase === 'ended' ? ' again' : '';
  return `${planned.length} ${planned.length === 1 ? unit : `${unit}s`}${again}${seeds} take ${about(seconds)}, ${basis}.`;
}

/** Why Start is refused; empty if it is not. */
function refusedWords(state: ExperimentState): string {
  const refused = Object.keys(startRefusals(state)).length;
  if (refused === 0) return '';
  const rules = refusalsBesideStart(state).map((rule) => `Start is refused: ${rule}.`);
  if (rules.length > 0) return rules.join(' ');
  return `${refused === 1 ? 'A setting is refused.' : `${refused} settings are refused.`} Start shows where.`;
}

/** The run under way, and what the law predicts for it. */
function sweepWords(state: ExperimentState): string {
  const { phase, runs } = state;
  if (phase === 'stopping') return 'Stopping …';
  if (runs.length === 0) return 'Counting the words of the text …';
  const at = runs.findIndex(isUnderWay);
  const run = runs[at];
  if (run === undefined) return betweenWords(state);
  const place = runs.length > 1 ? `, ${at + 1} of ${runs.length}` : '';
  const verb = phase === 'paused' ? 'Paused at' : run.state === 'loading' ? 'Preparing' : 'Training';
  return `${verb} ${lowered(nameOf(run))}${place}.${predictionWords(run, runs)}`;
}

/** Empty if the prediction tests nothing. */
function predictionWords(run: Run, runs: readonly Run[]): string {
  const { prediction } = run;
  if (prediction === null || isTooWide(run, runs)) return '';
  const { high, loss, low } = prediction;
  return ` The line predicts ${rangeWords(loss, low, high)} for it.`;
}

/** `1.47 ± 0.03`, or both ends if they are not as far. */
export function rangeWords(value: number, low: number, high: number): string {
  const [below, above] = [value - low, high - value];
  const isEven = Math.abs(above - below) < 0.2 * (above + below);
  if (!isEven) return `${formatLoss(low)} to ${formatLoss(high)}`;
  const half = (above + below) / 2;
  const digits = half >= 0.01 ? 2 : 3;
  return `${value.toFixed(digits)} ± ${half.toFixed(digits)}`;
}

/** What has ended, and whether the settings have changed since. */
function endWords(state: ExperimentState): string {
  const { begun, runs } = state;
  if (!trains(state) || runs.length === 0) return '';
  const count = (reached: Run['state']): number => runs.filter((run) => run.state === reached).length;
  const failed = count('failed') > 0 ? `, ${whole(count('failed'))} failed` : '';
  const is = isInterrupted(state) ? 'Interrupted' : canResume(state) ? 'Stopped' : 'Ended';
  const edited = begun !== null && !isSameSelection(begun, state);
  const before = edited ? ' These results are of the settings before your changes.' : '';
  return `${is}: ${whole(count('finished'))} of ${whole(runs.length)} finished${failed}.${failureWords(runs)}${before}`;
}

/** Why the first of the failed runs failed. */
function failureWords(runs: readonly Run[]): string {
  const run = runs.find(({ state }) => state === 'failed');
  return run === undefined ? '' : ` ${nameOf(run)} failed: ${run.failure}.`;
}

/** What can be done after the end. */
function afterWords(state: ExperimentState): string {
  if (canResume(state) && state.adapter.kind === 'adapter') return 'Resume trains the rest.';
  if (!trains(state)) return state.measured === null ? recountWords(state) : beforeWords(state);
  return startWords(state);
}

/** How the words of another text are counted. */
function recountWords({ experiment }: ExperimentState): string {
  if (presetOf(experiment).measures !== 'text') return '';
  return 'To compare another text, choose it in the settings (Menu) and press Count again.';
}

/** Whether the page waits for an adapter that it needs. */
function isAsking(state: ExperimentState): boolean {
  return trains(state) && state.adapter.kind === 'asking';
}

function trains({ experiment }: ExperimentState): boolean {
  return presetOf(experiment).measures === 'runs';
}

/** Within a sentence: `width 32`. */
function lowered(name: string): string {
  return name.replace(/^Width/, 'width');
}
