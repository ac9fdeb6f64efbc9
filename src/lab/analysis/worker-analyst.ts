import type { AnalysisRequest } from '../../laws/analysis/request.ts';
import type { OnProgress } from '../../laws/stats/replicates.ts';
import type { Analyst } from './analyst.ts';
import type { Analysis } from '../../laws/analysis/analyse.ts';

/** A process that makes fits. It receives no messages while it works. */
export interface AnalystProcess {
  analyse(request: AnalysisRequest, onProgress: OnProgress): Promise<Analysis>;
  /** Ends it at once. */
  end(): void;
}

/** Starts a process. Calls `onDeath` if the process ends by itself. */
export type StartAnalystProcess = (onDeath: (message: string) => void) => AnalystProcess;

/** A request under way. */
interface Job {
  readonly give: (analysis: Analysis | null) => void;
  readonly fail: (error: Error) => void;
}

/** Makes fits in a separate process. To cancel a request it ends the process; the next request starts another one. */
export class WorkerAnalyst implements Analyst {
  #process: AnalystProcess | null = null;
  #job: Job | null = null;

  constructor(private readonly start: StartAnalystProcess) {}

  analyse(request: AnalysisRequest, onProgress: OnProgress): Promise<Analysis | null> {
    this.cancel();
    return new Promise((give, fail) => {
      const job: Job = { give, fail };
      this.#job = job;
      this.#running()
        .analyse(request, (done, total) => {
          if (this.#job === job) onProgress(done, total);
        })
        .then(
          (analysis) => this.#settle(job, () => give(analysis)),
          (error: unknown) => this.#settle(job, () => fail(asError(error))),
        );
    });
  }

  prepare(): void {
    this.#running();
  }

  cancel(): void {
    const job = this.#job;
    if (job === null) return;
    this.#end();
    this.#settle(job, () => job.give(null));
  }

  #running(): AnalystProcess {
    const process = this.#process ?? this.start((message) => this.#died(process, message));
    this.#process = process;
    return process;
  }

  #died(process: AnalystProcess, message: string): void {
    if (process !== this.#process) return;
    const job = this.#job;
    this.#end();
    const error = new Error(`The process that makes fits has ended: ${message}.`);
    if (job !== null) this.#settle(job, () => job.fail(error));
  }

  #end(): void {
    this.#process?.end();
    this.#process = null;
  }

  /** Settles the request under way, and only once. */
  #settle(job: Job, settle: () => void): void {
    if (this.#job !== job) return;
    this.#job = null;
    settle();
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
