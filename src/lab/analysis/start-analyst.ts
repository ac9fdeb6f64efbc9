import { proxy, transfer, wrap } from 'comlink';
import type { AnalysisRequest } from '../../laws/analysis/request.ts';
import type { OnProgress } from '../../laws/stats/replicates.ts';
import { WorkerAnalyst, type AnalystProcess } from './worker-analyst.ts';
import type { Analysis } from '../../laws/analysis/analyse.ts';

/** What the worker exposes. */
interface RemoteAnalyst {
  analyse(request: AnalysisRequest, onProgress: OnProgress): Analysis;
}

/** Makes fits in a worker, which starts when it is prepared or first asked. */
export function startAnalyst(): WorkerAnalyst {
  return new WorkerAnalyst(startWorker);
}

function startWorker(onDeath: (message: string) => void): AnalystProcess {
  const worker = new Worker(new URL('../../../workers/analyst.worker.ts', import.meta.url), {
    type: 'module',
  });
  worker.addEventListener('error', (event) => onDeath(event.message || 'its script could not be loaded'));
  const remote = wrap<RemoteAnalyst>(worker);
  return {
    analyse: (request, onProgress) =>
      remote.analyse(transfer(request, buffersOf(request)), proxy(onProgress)),
    end: () => worker.terminate(),
  };
}

/** The memory of curves, which the request owns, so that it can be transferred. */
function buffersOf({ runs }: AnalysisRequest): ArrayBufferLike[] {
  return runs.flatMap(({ curve }) => (curve?.losses instanceof Float32Array ? [curve.losses.buffer] : []));
}
