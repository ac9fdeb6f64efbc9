import { proxy, wrap } from 'comlink';
import type { Benchmark } from './benchmark.ts';

/** A benchmark in a worker of its own. */
export interface WorkerBenchmark {
  /** Settles and throws as `Benchmark.run` does; throws also if the worker ends by an error. */
  run: Benchmark['run'];
  setHidden(hidden: boolean): void;
  setThrottled(words: string): void;
  stop(): void;
  /** Ends the worker. Nothing settles after that. */
  end(): void;
}

/** Starts the worker that measures. */
export function startBenchmark(): WorkerBenchmark {
  const worker = new Worker(new URL('../../workers/benchmark.worker.ts', import.meta.url), {
    type: 'module',
  });
  const remote = wrap<Benchmark>(worker);
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) =>
      reject(new Error(`the benchmark's worker failed: ${message || 'its script could not be loaded'}`)),
    );
  });
  failed.catch(() => {});
  return {
    run: (settings, heard) => Promise.race([remote.run(settings, proxy(heard)), failed]),
    setHidden: (hidden) => void remote.setHidden(hidden),
    setThrottled: (words) => void remote.setThrottled(words),
    stop: () => void remote.stop(),
    end: () => worker.terminate(),
  };
}
