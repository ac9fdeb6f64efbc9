import type { BenchmarkResult, EntryTimes } from './result.ts';

/** What is asked of a benchmark. */
export interface BenchmarkSettings {
  /** One shape and the ceilings only. */
  quick: boolean;
  /** Draws the order. */
  seed: number;
}

/** What a benchmark tells while it runs. */
export type BenchmarkEvent =
  /** Tells what is done now. `entry` is a name of the standard, or the words for what else is done; from 0 to 1. */
  | { kind: 'progress'; entry: string; share: number; secondsLeft: number }
  /** A pass of an entry is measured; the second pass comes with both. */
  | { kind: 'entry'; times: EntryTimes };

/** What a benchmark measured, without what only the page knows. */
export type Measured = Omit<BenchmarkResult, 'machine' | 'made'> & {
  adapter: { name: string; software: boolean };
};

/** A benchmark that runs in a worker, or in Node. */
export interface Benchmark {
  /**
   * Runs the benchmark to its end.
   * @throws {Error} in one sentence, if there is no adapter, the GPU is lost, or `stop` was called
   */
  run(settings: BenchmarkSettings, heard: (event: BenchmarkEvent) => void): Promise<Measured>;
  /** Whether the page is hidden now. */
  setHidden(hidden: boolean): void;
  /** What the browser says of throttling, in words. */
  setThrottled(words: string): void;
  stop(): void;
}
