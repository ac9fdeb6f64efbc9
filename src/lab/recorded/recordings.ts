import entries from './recordings.json' with { type: 'json' };
import type { ExperimentSize } from '../experiments/preset.ts';
import { isExperimentId, type ExperimentId } from '../experiments/presets.ts';
import type { Selection } from '../experiments/selection.ts';

/** A finished sweep that comes with the page: what `npm run record:sweeps` says of it. */
export interface Recording {
  /** Path of its file, relative to the page's folder. */
  readonly file: string;
  readonly size: ExperimentSize;
  readonly adapter: string;
  readonly software: boolean;
  /** Name and version: `Chrome 142`. */
  readonly browser: string;
  readonly system: string;
  /** The day on which it began: `2026-01-31`. */
  readonly date: string;
  /** The version of Loglog that trained it. */
  readonly version: string;
}

/** A recorded sweep on the page, and the settings that it was trained with. */
export interface RecordedSweep extends Recording, Selection {}

/** One entry as the list says it; a size is any text there. */
type Entry = Omit<Recording, 'size'> & { readonly size: string };

const LIST: Readonly<Record<string, Entry>> = entries;

/** Every recording by its experiment. At most one comes with each. */
export const RECORDINGS: ReadonlyMap<ExperimentId, Recording> = new Map(
  Object.entries(LIST).flatMap(([id, entry]) =>
    isExperimentId(id) ? [[id, { ...entry, size: entry.size === 'full' ? 'full' : 'quick' }]] : [],
  ),
);
