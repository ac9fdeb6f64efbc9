import { startBenchmark } from '../src/benchmark/start-benchmark.ts';
import type { BenchmarkSettings, Measured } from '../src/benchmark/benchmark.ts';
import { measureDetails, type Details } from './details.ts';
import type { ReadHeap } from './measure-heap.ts';
import { progressLine } from './progress-line.ts';
import { recordLosses } from './record-losses.ts';

/** What `npm run bench` calls when its page has loaded. */
export interface BenchPage {
  /** Runs the standard in the worker in which the page runs it. */
  measure(settings: BenchmarkSettings): Promise<Measured>;
  measureDetails(): Promise<Details>;
  recordLosses(shape: string): Promise<number[][]>;
}

declare global {
  interface Window {
    bench: BenchPage;
    /** These are offered to the page. */
    readHeap: ReadHeap;
    tell: (line: string) => Promise<void>;
  }
}

window.bench = {
  async measure(settings) {
    const benchmark = startBenchmark();
    const watch = (): void => benchmark.setHidden(document.hidden);
    watch();
    document.addEventListener('visibilitychange', watch);
    return benchmark.run(settings, (event) => {
      if (event.kind === 'progress') void window.tell(progressLine(event));
    });
  },
  measureDetails: () => measureDetails((collect) => window.readHeap(collect)),
  recordLosses,
};
