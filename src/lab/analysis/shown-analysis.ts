import { NO_ANALYSIS } from '../../laws/analysis/request.ts';
import type { Analysis } from '../../laws/analysis/analyse.ts';

/** The fits of the runs on the page. */
export interface ShownAnalysis extends Analysis {
  /**
   * What is being made: the `laws`, after which come the other `fits`. Until it has been, that part is still of the runs
   * and choices before. Null when all is of the runs as they are.
   */
  readonly pending: 'laws' | 'fits' | null;
  /** How far the other fits are, 0 to 1. */
  readonly progress: number;
  /** Why fits could not be made; empty if they could. */
  readonly failure: string;
}

export const NOTHING_FITTED: ShownAnalysis = { ...NO_ANALYSIS, pending: null, progress: 0, failure: '' };
