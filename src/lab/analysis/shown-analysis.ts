import { NO_ANALYSIS } from '../../laws/analysis/request.ts';
import type { Analysis } from '../../laws/analysis/analyse.ts';

/** The fits of the runs on the page. */
export interface ShownAnalysis extends Analysis {
  /**
   * The part that is being fitted: first the power `laws`, then the other `fits`. Until it is done, it belongs to the
   * runs and options before the change. Null when every fit is up to date.
   */
  readonly pending: 'laws' | 'fits' | null;
  /** Progress of the other fits, 0 to 1. */
  readonly progress: number;
  /** Why fits could not be made; empty if they were made. */
  readonly failure: string;
  /** The last analysis with every fit of all finished runs; null while one of them is missing. */
  readonly whole: Analysis | null;
}

export const NOTHING_FITTED: ShownAnalysis = {
  ...NO_ANALYSIS,
  pending: null,
  progress: 0,
  failure: '',
  whole: NO_ANALYSIS,
};
