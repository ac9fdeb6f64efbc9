import { analyse } from '../../../src/laws/analysis/analyse.ts';
import type { AnalysisRequest } from '../../../src/laws/analysis/request.ts';
import type { OnProgress } from '../../../src/laws/stats/replicates.ts';
import type { Analyst } from '../../../src/lab/analysis/analyst.ts';
import type { Analysis } from '../../../src/laws/analysis/analyse.ts';

/** Makes fits where it is called, for programs without frames to miss; a request has ended before another can come. */
export class DirectAnalyst implements Analyst {
  async analyse(request: AnalysisRequest, onProgress: OnProgress): Promise<Analysis> {
    return analyse(request, onProgress);
  }

  cancel(): void {}
}
