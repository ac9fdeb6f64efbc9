import { canResume } from '../../lab/session/can-resume.ts';
import type { ExperimentState } from '../../lab/state/state.ts';
import { verdict } from '../../lab/analysis/prediction.ts';
import { reachedLosses, hasEnded, isUnderWay, type Run } from '../../lab/runs/run.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { mainLaw } from '../law/main-law.ts';
import { formatLoss } from '../../charts/quantity.ts';
import { nameOf } from '../kit/run-words.ts';

/** The experiment's state in a sentence or two; the same words for as long as only figures move. */
export function announcement(state: ExperimentState): string {
  if (state.failure !== '') return `Nothing can be trained any more: ${state.failure}`;
  if (state.otherTabTrains) return 'This tab watches the one that trains.';
  const ended = state.runs.findLast((run) => hasEnded(run) && run.state !== 'stopped');
  const now = state.runs.find(isUnderWay);
  switch (state.phase) {
    case 'idle':
      return '';
    case 'running':
      return [resultWords(ended), now === undefined ? '' : `Training ${lowered(nameOf(now))}.`]
        .join(' ')
        .trim();
    case 'paused':
      return 'Paused.';
    case 'stopping':
      return 'Stopping.';
    case 'ended':
      if (canResume(state)) return 'The sweep was interrupted. Resume goes on with it.';
      return ['The sweep has ended.', resultWords(ended), lawWords(state)].join(' ').trim();
    default:
      return state.phase satisfies never;
  }
}

function resultWords(run: Run | undefined): string {
  if (run === undefined) return '';
  const name = nameOf(run);
  if (run.state === 'failed') return `${name} failed: ${run.failure}.`;
  const reached = reachedLosses(run)?.[0];
  const result = `${name} finished${reached === undefined ? '' : ` at loss ${formatLoss(reached)}`}`;
  const said = { pending: '', covered: ', as predicted', missed: ', outside what was predicted' };
  return `${result}${said[verdict(run)]}.`;
}

/** Within a sentence: `width 32`. */
function lowered(name: string): string {
  return name.replace(/^Width/, 'width');
}

function lawWords(state: ExperimentState): string {
  const law = mainLaw(state);
  return law === null || isRefusal(law) ? '' : `Law: ${law.formula}.`;
}
