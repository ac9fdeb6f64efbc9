import type { Machine, Summary } from '../result.ts';
import type { Comparable } from '../stats/compare-summaries.ts';

/** A machine whose figures come with the page. */
export interface RecordedMachine {
  readonly machine: Machine;
  readonly result: Comparable;
  /** Where the figures come from, in one sentence. */
  readonly source: string;
}

/** A file of `recorded`: a benchmark that was measured by the command. */
export interface RecordedFile {
  readonly source: string;
  readonly summary: Summary;
}
