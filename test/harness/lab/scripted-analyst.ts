// Answers requests for fits when a test says so. The fits are real; the time is not.
import type { Analyst } from '../../../src/lab/analysis/analyst.ts';
import { analyse } from '../../../src/laws/analysis/analyse.ts';
import type { AnalysisRequest } from '../../../src/laws/analysis/request.ts';
import type { OnProgress } from '../../../src/laws/stats/replicates.ts';
import type { Analysis } from '../../../src/laws/analysis/analyse.ts';

/** A request that waits until a test answers it. */
export interface ScriptedJob {
  readonly request: AnalysisRequest;
  readonly onProgress: OnProgress;
  /** Answers with the requested fits. */
  answer(): void;
  fail(message: string): void;
  /** Whether the lab cancelled it. */
  cancelled: boolean;
}

/** An analyst that answers when the test says so. */
export class ScriptedAnalyst implements Analyst {
  readonly jobs: ScriptedJob[] = [];
  /** Whether the lab told it to load its code. */
  prepared = false;
  #giveUp: () => void = () => {};

  analyse(request: AnalysisRequest, onProgress: OnProgress): Promise<Analysis | null> {
    return new Promise((resolve, reject) => {
      const job: ScriptedJob = {
        request,
        onProgress,
        answer: () => resolve(structuredClone(analyse(structuredClone(request)))),
        fail: (message) => reject(new Error(message)),
        cancelled: false,
      };
      this.jobs.push(job);
      this.#giveUp = () => {
        job.cancelled = true;
        resolve(null);
      };
    });
  }

  prepare(): void {
    this.prepared = true;
  }

  cancel(): void {
    this.#giveUp();
  }

  get last(): ScriptedJob {
    const job = this.jobs.at(-1);
    if (job === undefined) throw new Error('nothing was asked for');
    return job;
  }
}
