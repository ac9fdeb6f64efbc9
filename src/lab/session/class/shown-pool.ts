import { loadFailure } from '../../state/load-failure.ts';
import type { Store } from '../../state/store.ts';
import type { SavedExperiment } from '../../storage/schema.ts';

/** Shows the pupils of a saved experiment that is the pool of a class. */
export class ShownPool {
  constructor(private readonly store: Store) {}

  /** Call when the experiment is on the page. Its pupils follow as soon as the code that reads them is loaded. */
  async show({ number, pieces }: Pick<SavedExperiment, 'number' | 'pieces'>): Promise<void> {
    if (pieces === undefined) return;
    const code = await import('./pool-reading.ts').catch(() => null);
    if (code === null) {
      this.store.change({
        notice: { said: loadFailure('The code that reads results of a class'), refused: true },
      });
      return;
    }
    const pool = await code.readPool(pieces);
    if (this.store.state.number === number) this.store.change({ pool });
  }
}
