import { loadFailure } from '../../state/load-failure.ts';
import type { Store } from '../../state/store.ts';
import type { SavedExperiment } from '../../storage/schema.ts';

/** Shows the pupils of a saved experiment that is the pool of a class. */
export class ShownPool {
  constructor(private readonly store: Store) {}

  /** Call when the experiment is on the page. Its pupils follow as soon as the code that reads them is loaded. */
  async show(saved: Pick<SavedExperiment, 'number' | 'pieces' | 'pupils'>): Promise<void> {
    if (saved.pieces === undefined) return;
    const code = await import('./pool-reading.ts').catch(() => null);
    if (code === null) {
      this.store.change({
        notice: { said: loadFailure('The code that reads results of a class'), refused: true },
      });
      return;
    }
    const pool = await code.readPool(saved);
    if (this.store.state.number === saved.number) this.store.change({ pool });
  }
}
