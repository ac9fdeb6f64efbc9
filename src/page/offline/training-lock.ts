import type { Lab } from '../../lab/lab.ts';
import type { ExperimentState } from '../../lab/state/state.ts';

/** Tabs of this page, whatever their version, hold it while they train. */
const TRAINING = 'loglog-training';

/** Whether a sweep is under way in this tab, or the benchmark measures. A paused sweep is under way. */
export function trainsHere({ benchmark, phase }: ExperimentState): boolean {
  return benchmark?.measures === true || (phase !== 'idle' && phase !== 'ended');
}

/** Holds a lock while this tab trains. */
export function holdWhileTraining(lab: Lab): void {
  let release: (() => void) | null = null;
  const follow = (): void => {
    const trains = trainsHere(lab.state);
    if (trains === (release !== null)) return;
    release?.();
    release = null;
    if (!trains) return;
    const ended = new Promise<void>((resolve) => (release = resolve));
    void navigator.locks.request(TRAINING, { mode: 'shared' }, () => ended);
  };
  lab.subscribe(follow);
  follow();
}

/**
 * Does something while no tab trains.
 * @returns false, and does nothing, if a tab trains
 */
export function whileNoneTrains(work: () => Promise<void>): Promise<boolean> {
  return navigator.locks.request(TRAINING, { ifAvailable: true }, async (lock) => {
    if (lock === null) return false;
    await work();
    return true;
  });
}
