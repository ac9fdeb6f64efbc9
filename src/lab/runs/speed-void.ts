import type { TrainerEvent } from '../../engine/trainer.ts';
import type { PageVisibility } from './page-visibility.ts';
import type { Run } from './run.ts';

const HIDDEN = 'the page was hidden';
const HELD_UP = 'the computer slept, or the page was held up';

/** A run of which a part is trained while the page is hidden: its time says nothing of this machine from then on. */
export function hiddenRun(run: Run): Run {
  return run.state === 'training' ? voided(run, HIDDEN) : run;
}

/** A run after an event that tells of its speed, where the time of some steps is not known. */
export function interruptedRun(run: Run, event: TrainerEvent): Run {
  const told = event.kind === 'progress' || event.kind === 'finished';
  return told && event.interrupted ? voided(run, HELD_UP) : run;
}

/** A run that goes on, as it is seen: until it has been for a while, nobody knows how fast it goes. */
export function seenRun(run: Run, view: PageVisibility): Run {
  if (view.hidden) return hiddenRun(run);
  return view.settled ? run : { ...run, stepsPerSecond: 0 };
}

function voided(run: Run, why: string): Run {
  return { ...run, speedVoid: run.speedVoid || why, stepsPerSecond: 0 };
}
