import { pageFile } from '../../page-file.ts';
import type { ExperimentId } from '../experiments/presets.ts';
import { readExactJson } from './exact-json.ts';
import type { RecordedResults } from './recorded-sweep.ts';

/** Recorded sweeps by experiment. */
export interface Recordings {
  /** Whether there is a recording of an experiment. */
  has(experiment: ExperimentId): boolean;
  /** Undefined if it cannot be fetched: the page then does without it. */
  fetch(experiment: ExperimentId): Promise<RecordedResults | undefined>;
}

/**
 * Addresses of the recordings that come with the page. A build puts a hash of each file into its name, so that a page never
 * reads the recording of another version, and needs no check.
 */
const FILES = import.meta.glob<string>('./sweeps/*.json', { query: '?url', import: 'default', eager: true });

/** The recordings that come with the page. */
export const PAGE_RECORDINGS: Recordings = {
  has: (experiment) => addressOf(experiment) !== undefined,
  async fetch(experiment) {
    const address = addressOf(experiment);
    if (address === undefined) return undefined;
    try {
      const response = await pageFile(address);
      return response.ok ? readRecording(await response.text()) : undefined;
    } catch {
      return undefined;
    }
  },
};

function addressOf(experiment: ExperimentId): string | undefined {
  return FILES[`./sweeps/${experiment}.json`];
}

/** The recording of a file of `sweeps`. */
export function readRecording(json: string): RecordedResults {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a file of this build: a test reads it through the schema
  return readExactJson(json) as RecordedResults;
}
