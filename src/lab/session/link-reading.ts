import type { Selection } from '../experiments/selection.ts';
import { ImportRefused } from '../files/import-refused.ts';
import { readLink } from '../files/link.ts';
import { isFree } from '../state/state.ts';
import type { Store } from '../state/store.ts';

/**
 * The experiment of a link's fragment, which the notice then names. Null without one in it, for a link that is refused, and
 * while runs are trained.
 */
export function linkedExperiment(store: Store, fragment: string): Selection | null {
  if (!isFree(store.state)) return null;
  try {
    const selection = readLink(fragment);
    if (selection !== null) store.change({ notice: { said: 'Opened from a link.', refused: false } });
    return selection;
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error;
    store.change({ notice: { said: `Link not opened: ${error.message}`, refused: true } });
    return null;
  }
}
