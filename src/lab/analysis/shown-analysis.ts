import { NO_ANALYSIS } from '../../laws/analysis/request.ts';
import type { Analysis } from '../../laws/analysis/analyse.ts';

/** The fits of the runs on the page. */
export interface ShownAnalysis extends Analysis {
  /**
   * What is being fitted: the power `laws` first, then the other `fits`. Until then that part belongs to the runs and
   * options of before. Null when every fit is up to date.
   */
  readonly pending: 'laws' | 'fits' | null;
  /** How far the other fits are, 0 to 1. */
  readonly progress: number;
  /** Why fits could not be made; empty if they could. */
  readonly failure: string;
  /** The last analysis with every fit of all runs that have finished; null while one of them is missing in it. */
  readonly whole: Analysis | null;
}

export const NOTHING_FITTED: ShownAnalysis = {
  ...NO_ANALYSIS,
  pending: null,
  progress: 0,
  failure: '',
  whole: NO_ANALYSIS,
};
