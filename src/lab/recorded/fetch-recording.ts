import type { ExperimentId } from '../experiments/presets.ts';
import type { RecordedResults } from './read-recording.ts';
import { RECORDINGS } from './recordings.ts';

/** Recorded sweeps by experiment. */
export interface Recordings {
  /** Whether there is a recording of an experiment. */
  has(experiment: ExperimentId): boolean;
  /** Undefined if it cannot be fetched or read: the page then does without it. */
  fetch(experiment: ExperimentId): Promise<RecordedResults | undefined>;
}

/**
 * The recordings that come with the page. Their reader loads with the first of them, because no sweep needs it.
 * @param base address of the page, against which files are found
 */
export function pageRecordings(base: string): Recordings {
  return {
    has: (experiment) => RECORDINGS.has(experiment),
    async fetch(experiment) {
      const recording = RECORDINGS.get(experiment);
      if (recording === undefined) return undefined;
      try {
        const [response, { readRecording }] = await Promise.all([
          fetch(new URL(recording.file, base)),
          import('./read-recording.ts'),
        ]);
        return response.ok ? readRecording(recording, await response.text()) : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
