import { GapWatch } from '../../engine/training/gap-watch.ts';
import type { Benchmark, BenchmarkEvent, BenchmarkSettings, Measured } from '../benchmark.ts';
import { Ending } from '../device/ending.ts';
import { measure } from './measure.ts';

/** A benchmark in this thread, on a device of its own that is destroyed at its end. */
export class LocalBenchmark implements Benchmark {
  private ending: Ending | undefined;
  private hidden = false;
  private wasHidden = false;
  private throttled = '';

  async run(settings: BenchmarkSettings, heard: (event: BenchmarkEvent) => void): Promise<Measured> {
    if (this.ending) throw new Error('another benchmark is running');
    const ending = new Ending();
    const watch = new GapWatch();
    this.ending = ending;
    this.wasHidden = this.hidden;
    try {
      const figures = await ending.race(measure(settings, heard, { ending, watch }));
      const circumstances = {
        hidden: this.wasHidden,
        gaps: watch.look().gaps,
        throttled: this.throttled,
      };
      return { ...figures, circumstances };
    } finally {
      ending.end('the benchmark is over');
      watch.end();
      this.ending = undefined;
    }
  }

  setHidden(hidden: boolean): void {
    this.hidden = hidden;
    this.wasHidden ||= hidden;
  }

  setThrottled(words: string): void {
    this.throttled = words;
  }

  stop(): void {
    this.ending?.end('the benchmark was stopped');
  }
}
