import type { FitOptions } from '../../laws/analysis/request.ts';
import type { Store } from '../state/store.ts';
import type { FitScheduler } from './fit-scheduler.ts';
import type { Persistence } from './persistence.ts';

/** A person's choices of how and to which runs laws are fitted. Each is saved and makes all fits again. */
export class FitChoices {
  constructor(
    private readonly store: Store,
    private readonly persistence: Persistence,
    private readonly fits: FitScheduler,
  ) {}

  setOptions(change: Partial<FitOptions>): void {
    const fitOptions = { ...this.store.state.fitOptions, ...change };
    this.store.change({ fitOptions });
    void this.persistence.change({ fitting: fitOptions });
    this.fits.refit('options');
  }

  /** Sets whether fits include a run. */
  setFitted(id: string, fitted: boolean): void {
    this.store.changeRun(id, (run) => ({ ...run, fitted }));
    if (this.store.state.phase !== 'idle') {
      void this.persistence.saveRuns(this.store.state.runs.filter(({ plan }) => plan.id === id));
    }
    this.fits.refit('options');
  }
}
