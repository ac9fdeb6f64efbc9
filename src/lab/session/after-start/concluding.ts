import type { ExperimentState } from '../../state/state.ts';
import { loadFailure } from '../../state/load-failure.ts';
import { hasStepped } from '../../state/has-stepped.ts';
import type { Store } from '../../state/store.ts';
import { LATER } from './later-code.ts';

/** Loads what concludes experiments, early enough for the end of the first sweep. */
export class Concluding {
  /** The phase in which it was asked for last: after a failure it is asked for in the next one. */
  #asked: ExperimentState['phase'] = 'idle';

  /** @param load what loads it */
  constructor(
    private readonly store: Store,
    private readonly load = LATER.conclude,
  ) {
    store.subscribe(() => this.#follow());
  }

  #follow(): void {
    const { state } = this.store;
    if (typeof state.conclude === 'function' || state.phase === this.#asked) return;
    if (state.phase !== 'ended' && !hasStepped(state)) return;
    this.#asked = state.phase;
    void this.#ask();
  }

  async #ask(): Promise<void> {
    try {
      const { conclude } = await this.load();
      this.store.change({ conclude });
    } catch {
      this.store.change({ conclude: { refused: loadFailure('The verdict') } });
    }
  }
}
