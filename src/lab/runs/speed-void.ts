import type { TrainerEvent } from '../../engine/trainer.ts';
import type { PageVisibility } from './page-visibility.ts';
import type { Run } from './run.ts';

const HIDDEN = 'the page was hidden';
const HELD_UP = 'the computer slept, or the page was held up';

/** A run that trains while the page is hidden. Its time and speed are void from then on. */
export function hiddenRun(run: Run): Run {
  return run.state === 'training' ? voided(run, HIDDEN) : run;
}

/** A run after an event that reports a speed. The speed is void if the time of some steps is unknown. */
export function interruptedRun(run: Run, event: TrainerEvent): Run {
  const hasSpeed = event.kind === 'progress' || event.kind === 'finished';
  return hasSpeed && event.interrupted ? voided(run, HELD_UP) : run;
}

/** A running run after the page was hidden or shown. Its current speed is unknown until the page has been visible for a while. */
export function seenRun(run: Run, view: PageVisibility): Run {
  if (view.hidden) return hiddenRun(run);
  return view.settled ? run : { ...run, stepsPerSecond: 0 };
}

function voided(run: Run, why: string): Run {
  return { ...run, speedVoid: run.speedVoid || why, stepsPerSecond: 0 };
}
