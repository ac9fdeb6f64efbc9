import { canResume, isInterrupted } from '../../lab/state/can-resume.ts';
import { shownLaw, type ExperimentState } from '../../lab/state/state.ts';
import type { MeasuredTable } from '../../lab/imported/measured-run.ts';
import { verdict } from '../../lab/analysis/prediction.ts';
import { reachedLosses, hasEnded, isUnderWay, type Run } from '../../lab/runs/run.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { formatLoss } from '../../charts/quantity.ts';
import { nameOf } from '../kit/run-words.ts';
import { otherTabWords } from './other-tab-words.ts';

/** Without the seconds, so that it is said once. */
const COUNTDOWN = 'Training starts by itself in a few seconds. Press any key to prevent it.';

/** The experiment's state in a sentence or two. It does not change while only figures change. */
export function announcement(state: ExperimentState): string {
  if (state.failure !== '') return `Training is no longer possible: ${state.failure}`;
  if (state.stopReason !== '') return `The sweep has stopped. ${state.stopReason}`;
  if (state.otherTab !== null) return otherTabWords(state.otherTab);
  if (state.measured !== null) return importedWords(state.measured, state);
  const ended = state.runs.findLast((run) => hasEnded(run) && run.state !== 'stopped');
  const now = state.runs.find(isUnderWay);
  switch (state.phase) {
    case 'idle':
      return state.countdown === null ? '' : COUNTDOWN;
    case 'running':
      return [resultWords(ended, state.runs), now === undefined ? '' : `Training ${lowered(nameOf(now))}.`]
        .join(' ')
        .trim();
    case 'paused':
      return 'Paused.';
    case 'stopping':
      return 'Stopping.';
    case 'ended':
      if (isInterrupted(state)) return 'The sweep was interrupted. Press Resume to continue it.';
      return [endWords(state), resultWords(ended, state.runs), lawWords(state)].join(' ').trim();
    default:
      return state.phase satisfies never;
  }
}

function endWords(state: ExperimentState): string {
  return canResume(state) ? 'The sweep was stopped. Press Resume to train the rest.' : 'The sweep has ended.';
}

function importedWords({ runs, source }: MeasuredTable, state: ExperimentState): string {
  return [`${runs.length} runs of ${source} are on the page.`, lawWords(state)].join(' ').trim();
}

function resultWords(run: Run | undefined, runs: readonly Run[]): string {
  if (run === undefined) return '';
  const name = nameOf(run);
  if (run.state === 'failed') return `${name} failed: ${run.failure}.`;
  const reached = reachedLosses(run)?.[0];
  const result = `${name} finished${reached === undefined ? '' : ` at loss ${formatLoss(reached)}`}`;
  const comparison = {
    pending: '',
    untested: '',
    covered: ', as predicted',
    missed: ', outside the predicted interval',
  };
  return `${result}${comparison[verdict(run, runs)]}.`;
}

/** Within a sentence: `width 32`. */
function lowered(name: string): string {
  return name.replace(/^Width/, 'width');
}

function lawWords(state: ExperimentState): string {
  const law = shownLaw(state);
  return law === null || isRefusal(law) ? '' : `Law: ${law.formula}.`;
}
