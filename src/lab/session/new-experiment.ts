import { storedSelection, type Selection } from '../experiments/selection.ts';
import type { SavedExperiment } from '../storage/schema.ts';

/** An experiment that begins now, as it is saved, before it has a number and runs. */
export function newExperiment(
  selection: Selection,
  origin: SavedExperiment['origin'],
): Omit<SavedExperiment, 'number' | 'runs'> {
  return {
    title: '',
    origin,
    begun: Date.now(),
    ...storedSelection(selection),
    samples: [],
    ranks: null,
    pinned: false,
    removed: false,
  };
}
