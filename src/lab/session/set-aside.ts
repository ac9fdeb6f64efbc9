import type { ExperimentSize } from '../experiments/preset.ts';
import type { ExperimentId } from '../experiments/presets.ts';
import { isSameExperiment, type Selection } from '../experiments/selection.ts';
import type { ExperimentState } from '../state/state.ts';
import type { Store } from '../state/store.ts';
import type { FitScheduler } from './fit-scheduler.ts';

type Ended = Pick<
  ExperimentState,
  | 'begun'
  | 'shown'
  | 'phase'
  | 'number'
  | 'runs'
  | 'measured'
  | 'pool'
  | 'ranks'
  | 'samples'
  | 'stopReason'
  | 'fitOptions'
>;

/**
 * Ended experiments of this visit that gave way to another choice: results never stand under another experiment's name,
 * and they come back when their experiment is chosen again, also without a disk.
 */
export class SetAside {
  #kept: Ended[] = [];

  constructor(
    private readonly store: Store,
    private readonly fits: FitScheduler,
  ) {}

  /** Takes results off the page that belong to another experiment or size than the choice. */
  makeWay(choice: Selection): void {
    const { begun, phase, recorded } = this.store.state;
    if (recorded !== null && recorded.experiment !== choice.experiment) this.dropRecorded();
    if (phase !== 'ended' || begun === null || isSameExperiment(begun, choice)) return;
    this.#kept = [...this.#kept.filter((kept) => !this.#is(kept, begun)), endedOf(this.store.state)];
    this.fits.forget();
    this.store.change({ phase: 'idle', number: null, begun: null, runs: [], measured: null });
    this.store.change({ pool: null, ranks: null, samples: [] });
    this.store.change({ samplingFailure: '', stopReason: '', lostGpus: 0 });
  }

  /** Takes a recorded sweep off the page, with its fits and texts. */
  dropRecorded(): void {
    this.fits.forget();
    this.store.change({ recorded: null, samples: [], ranks: null });
  }

  /** Shows the results of this experiment again, if it has ended in this visit. @returns what it began with */
  bringBack(choice: Selection): Selection | null {
    const kept =
      this.store.state.phase === 'idle' ? this.#kept.find((one) => this.#is(one, choice)) : undefined;
    if (kept === undefined) return null;
    this.#kept = this.#kept.filter((one) => one !== kept);
    if (this.store.state.recorded !== null) this.dropRecorded();
    this.store.change(kept);
    this.fits.refit('runs');
    return kept.begun;
  }

  /** The size of the results that were set aside last of an experiment; null if there are none. */
  sizeOf(experiment: ExperimentId): ExperimentSize | null {
    return this.#kept.findLast(({ begun }) => begun?.experiment === experiment)?.begun?.size ?? null;
  }

  /** Forgets experiments that were removed from the disk. */
  forget(numbers: readonly number[]): void {
    this.#kept = this.#kept.filter(({ number }) => number === null || !numbers.includes(number));
  }

  #is({ begun }: Ended, choice: Selection): boolean {
    return begun !== null && isSameExperiment(begun, choice);
  }
}

function endedOf(state: ExperimentState): Ended {
  const { begun, shown, phase, number, runs, measured, pool, ranks, samples, stopReason, fitOptions } = state;
  return { begun, shown, phase, number, runs, measured, pool, ranks, samples, stopReason, fitOptions };
}
