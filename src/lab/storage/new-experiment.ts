import type { Selection } from '../experiments/selection.ts';
import type { SavedExperiment } from './schema.ts';

/** An experiment that begins now, as it is saved, before it has a number and runs. */
export function newExperiment(
  { experiment, size, draft }: Selection,
  origin: SavedExperiment['origin'],
): Omit<SavedExperiment, 'number' | 'runs'> {
  return {
    title: '',
    origin,
    begun: Date.now(),
    experiment,
    size,
    draft,
    samples: [],
    ranks: null,
    pinned: false,
    removed: false,
  };
}
