import type { AnalysisRequest } from '../../laws/analysis/request.ts';
import type { OnProgress } from '../../laws/stats/replicates.ts';
import type { Analysis } from '../../laws/analysis/analyse.ts';

/** Makes the fits of an experiment, in a worker or in the same thread. */
export interface Analyst {
  /**
   * Makes the fits of a request. It cancels a request that is still under way.
   *
   * @returns null if this request is cancelled
   * @throws if the process that makes fits has ended; the next request starts another
   */
  analyse(request: AnalysisRequest, onProgress: OnProgress): Promise<Analysis | null>;
  /** Loads what a request needs, so that the next one can be made without a connection. */
  prepare(): void;
  /** Cancels the request under way. */
  cancel(): void;
}
