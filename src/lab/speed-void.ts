import type { TrainerEvent } from '../engine/trainer.ts';
import type { Run } from './run.ts';

const HIDDEN = 'the page was hidden';
const HELD_UP = 'the computer slept, or the page was held up';

/**
 * A run after an event that tells of its speed, which says nothing of this machine where the page was hidden or the
 * time of some steps is not known. That holds for the whole run from then on.
 */
export function speedVoided(run: Run, event: TrainerEvent, hidden: boolean): Run {
  if (event.kind !== 'progress' && event.kind !== 'finished') return run;
  const why = event.interrupted ? HELD_UP : hidden && event.kind === 'progress' ? HIDDEN : '';
  if (why === '') return run;
  return { ...run, speedVoid: run.speedVoid || why, stepsPerSecond: 0 };
}
