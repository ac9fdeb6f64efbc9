import type { RankFrequency } from '../../corpus/rank-frequency.ts';
import type { Analysis } from '../../laws/analysis/analyse.ts';
import type { FitOptions } from '../../laws/analysis/request.ts';
import type { Refusal } from '../../laws/refusal.ts';
import type { Selection } from '../experiments/selection.ts';
import type { Run } from '../runs/run.ts';
import type { Sample } from '../runs/text-sample.ts';

/** A finished sweep that comes with the page: its settings, and where and when it was trained. */
export interface RecordedSweep extends Selection {
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

/** A recorded sweep with everything that the page shows of it. `npm run record:sweeps` writes one into each file of `sweeps`. */
export interface RecordedResults {
  readonly recorded: RecordedSweep;
  /**
   * Its runs count as imported, so that nobody takes their models for saved ones, or their speed for that of this machine.
   * Their ids begin with `sweep0`: the experiments of a browser count from 1.
   */
  readonly runs: readonly Run[];
  readonly samples: readonly Sample[];
  readonly ranks: RankFrequency | Refusal | null;
  /** The fits of these runs with `fitOptions`. */
  readonly analysis: Analysis;
  readonly fitOptions: FitOptions;
}
