import type { FitOptions } from '../../../laws/analysis/request.ts';
import type { ExperimentId } from '../../experiments/presets.ts';
import type { Recordings } from '../../recorded/fetch-recording.ts';
import type { RecordedResults } from '../../recorded/recorded-sweep.ts';
import type { ExperimentState } from '../../state/state.ts';
import type { Store } from '../../state/store.ts';
import { located } from '../../storage/located.ts';
import type { FitScheduler } from '../fit-scheduler.ts';

/**
 * Shows the recorded sweep of the chosen experiment while a person has no results of their own there. Nothing of it is
 * saved: it has no number. It makes way as soon as anything else is on the page.
 */
export class RecordedSweeps {
  readonly #fetched = new Map<ExperimentId, Promise<RecordedResults | undefined>>();
  #follows = false;

  /** @param recordings undefined for a page without any */
  constructor(
    private readonly store: Store,
    private readonly fits: FitScheduler,
    private readonly recordings: Recordings | undefined,
    private readonly base: string,
  ) {}

  /** Shows recorded sweeps from now on. Call when it is known whether the page shows an experiment of an earlier visit. */
  follow(): void {
    if (this.#follows || this.recordings === undefined) return;
    this.#follows = true;
    this.store.subscribe(() => void this.#show());
    void this.#show();
  }

  async #show(): Promise<void> {
    const { experiment } = this.store.state;
    if (!this.#isWanted(experiment)) return;
    const results = await this.#fetch(experiment);
    if (results === undefined || !this.#isWanted(experiment)) return;
    const { analysis, fitOptions, recorded, runs, samples, ranks } = results;
    this.store.change({ recorded, runs: runs.map((run) => located(run, this.base)), samples, ranks });
    // Its fits come with it, so that the code that makes fits is not loaded before a person asks for others.
    if (isSameFitting(fitOptions, this.store.state.fitOptions)) this.fits.show(analysis);
    else this.fits.refit('runs');
  }

  #isWanted(experiment: ExperimentId): boolean {
    const has = this.recordings?.has(experiment) ?? false;
    return has && experiment === this.store.state.experiment && isBlank(this.store.state);
  }

  #fetch(experiment: ExperimentId): Promise<RecordedResults | undefined> {
    const known = this.#fetched.get(experiment);
    if (known !== undefined) return known;
    const fetched = this.recordings?.fetch(experiment) ?? Promise.resolve(undefined);
    this.#fetched.set(experiment, fetched);
    return fetched;
  }
}

function isSameFitting(a: FitOptions, b: FitOptions): boolean {
  return a.floor === b.floor && a.convention === b.convention && a.loss === b.loss;
}

/** Whether the page shows only what it proposes. A lesson shows nobody what will come of it. */
function isBlank({ begun, lesson, measured, phase, recorded }: ExperimentState): boolean {
  return lesson === null && phase === 'idle' && begun === null && measured === null && recorded === null;
}
