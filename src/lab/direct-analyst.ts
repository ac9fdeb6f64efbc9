import { analyse } from '../laws/analyse.ts';
import type { Analysis, AnalysisRequest } from '../laws/analysis.ts';
import type { OnProgress } from '../laws/replicates.ts';
import type { Analyst } from './analyst.ts';

/** Makes fits where it is called, for programs without frames to miss; a request has ended before another can come. */
export class DirectAnalyst implements Analyst {
  async analyse(request: AnalysisRequest, onProgress: OnProgress): Promise<Analysis> {
    return analyse(request, onProgress);
  }

  cancel(): void {}
}
