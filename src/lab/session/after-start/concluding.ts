import type { ExperimentState } from '../../state/state.ts';
import type { Store } from '../../state/store.ts';
import { LATER } from './later-code.ts';

/** Loads what concludes experiments: as soon as a model is trained, and when an experiment that has ended is opened. */
export class Concluding {
  /** The phase in which it was asked for last: after a failure it is asked for in the next one. */
  #asked: ExperimentState['phase'] = 'idle';

  constructor(private readonly store: Store) {
    store.subscribe(() => this.#follow());
  }

  #follow(): void {
    const { conclude, phase, recorded, runs } = this.store.state;
    if (typeof conclude === 'function' || phase === this.#asked) return;
    const trains = recorded === null && runs.some(({ step }) => step > 0);
    if (!trains && phase !== 'ended') return;
    this.#asked = phase;
    void this.#load();
  }

  async #load(): Promise<void> {
    try {
      const { conclude } = await LATER.conclude();
      this.store.change({ conclude });
    } catch {
      const refused =
        'The verdict could not be loaded: the connection is down, or the page was updated since it was opened. Reload the page.';
      this.store.change({ conclude: { refused } });
    }
  }
}
