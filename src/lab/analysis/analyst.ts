import type { AnalysisRequest } from '../../laws/analysis/request.ts';
import type { OnProgress } from '../../laws/stats/replicates.ts';
import type { Analysis } from '../../laws/analysis/analyse.ts';

/** Makes the fits of an experiment, in a worker or in place. */
export interface Analyst {
  /**
   * Makes the fits asked for. A request that is still under way is given up for it.
   *
   * @returns null where it was given up itself
   * @throws if the process that makes fits has ended; the next request starts another
   */
  analyse(request: AnalysisRequest, onProgress: OnProgress): Promise<Analysis | null>;
  /** Gives up the request under way. */
  cancel(): void;
}
