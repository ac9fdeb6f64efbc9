import type { BenchmarkEvent } from '../benchmark.ts';
import { Outlook } from './outlook.ts';

/** Does one thing after another, and tells before each how far the benchmark is. */
export class Progress {
  readonly outlook = new Outlook();

  constructor(readonly heard: (event: BenchmarkEvent) => void) {}

  /**
   * Does work that the outlook knows by its name.
   *
   * @param shown what the event calls it; by default its name
   */
  async during<Result>(name: string, work: () => Promise<Result>, shown = name): Promise<Result> {
    const { share, secondsLeft } = this.outlook;
    this.heard({ kind: 'progress', entry: shown, share, secondsLeft });
    const begun = performance.now();
    try {
      return await work();
    } finally {
      this.outlook.done(name, (performance.now() - begun) / 1000);
    }
  }
}
