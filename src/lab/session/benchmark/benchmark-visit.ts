import { BENCHMARK_LINK } from '../../files/link/benchmark-link.ts';
import { isFree } from '../../state/state.ts';
import type { Store } from '../../state/store.ts';
import type { Countdown } from '../before-start/countdown.ts';

/** Shows the benchmark in the place of the experiment. While it measures, nothing else trains in this tab. */
export class BenchmarkVisit {
  constructor(
    private readonly store: Store,
    private readonly countdown: Pick<Countdown, 'cancel'>,
  ) {}

  /** @param link the fragment that shows it, which may hold a result. A benchmark that measures goes on. */
  show(link = BENCHMARK_LINK): void {
    const { benchmark } = this.store.state;
    this.countdown.cancel();
    if (benchmark?.link !== link)
      this.store.change({ benchmark: { link, measures: benchmark?.measures ?? false } });
  }

  /** Shows the experiment again. A benchmark that measures ends without a result. */
  leave(): void {
    if (this.store.state.benchmark !== null) this.store.change({ benchmark: null });
  }

  /** Shows the experiment again, because a person has chosen another one. Does nothing while the benchmark measures. */
  makeWay(): void {
    if (this.store.state.benchmark?.measures === false) this.leave();
  }

  /** Notes that it measures. @returns false if a sweep is under way, or another tab may train */
  begin(): boolean {
    const { benchmark } = this.store.state;
    if (benchmark === null || !isFree(this.store.state)) return false;
    this.store.change({ benchmark: { ...benchmark, measures: true } });
    return true;
  }

  /** Notes that it measures no longer. */
  end(): void {
    const { benchmark } = this.store.state;
    if (benchmark?.measures === true) this.store.change({ benchmark: { ...benchmark, measures: false } });
  }
}
