// Makes real fits in the caller's thread. Starts no worker.
import { analyse } from '../../../src/laws/analysis/analyse.ts';
import type { AnalysisRequest } from '../../../src/laws/analysis/request.ts';
import type { OnProgress } from '../../../src/laws/stats/replicates.ts';
import type { Analyst } from '../../../src/lab/analysis/analyst.ts';
import type { Analysis } from '../../../src/laws/analysis/analyse.ts';

/** Makes fits in the caller's thread, for programs that draw no frames. A request ends before the next one starts. */
export class DirectAnalyst implements Analyst {
  async analyse(request: AnalysisRequest, onProgress: OnProgress): Promise<Analysis> {
    return analyse(request, onProgress);
  }

  prepare(): void {}

  cancel(): void {}
}
