import { restoredSelection } from '../experiments/selection.ts';
import { located } from '../storage/located.ts';
import type { ReadExperiment } from '../storage/archive.ts';
import type { Disk } from '../storage/disk.ts';
import type { Store } from '../state/store.ts';
import type { Choosing } from './choosing.ts';
import type { FitScheduler } from './fit-scheduler.ts';
import type { History } from './history.ts';
import type { Persistence } from './persistence.ts';
import type { SetAside } from './set-aside.ts';

/** Puts saved experiments on the page, and decides which tab may train and write. */
export class Opening {
  constructor(
    private readonly store: Store,
    private readonly choosing: Choosing,
    private readonly aside: SetAside,
    private readonly fits: FitScheduler,
    private readonly persistence: Persistence,
    private readonly history: History,
    private readonly base: string,
  ) {}

  /** While another tab trains, this tab shows what the other one saves. It takes over when the other tab is closed. */
  async acquireLock({ tabLock }: Disk): Promise<void> {
    const acquired = await tabLock.acquire(() => void this.#takeOver());
    this.store.change({ otherTabTrains: !acquired });
    tabLock.onWrite(() => {
      if (this.store.state.otherTabTrains) void this.restore();
    });
  }

  /** Shows the experiment of the last visit. */
  async restore(): Promise<void> {
    await this.history.refresh();
    this.show(await this.persistence.latest());
  }

  /** Shows the experiment with a number. Does nothing while runs are trained. */
  async open(number: number): Promise<void> {
    const read = await this.history.read(number);
    if (read !== undefined) this.show(read);
  }

  /** Removes saved experiments. If the shown one is removed, the latest is shown. */
  async remove(numbers: readonly number[]): Promise<void> {
    const { number } = this.store.state;
    if (!(await this.history.remove(numbers))) return;
    this.aside.forget(numbers);
    if (number !== null && numbers.includes(number)) this.show(await this.persistence.latest());
  }

  /** Shows a saved experiment, or the proposal if there is none. */
  show(read: ReadExperiment | undefined): void {
    this.fits.forget();
    if (read === undefined) {
      this.store.change({
        phase: 'idle',
        number: null,
        begun: null,
        ranks: null,
        samples: [],
        stopReason: '',
      });
      this.choosing.propose();
      return;
    }
    const { number, fitting, samples, ranks } = read.saved;
    const begun = restoredSelection(read.saved);
    this.store.change({ chosen: true, phase: 'ended', number, begun, samples, ranks, stopReason: '' });
    this.choosing.propose(begun);
    this.choosing.show(read.runs.map((run) => located(run, this.base)));
    if (fitting !== undefined) this.store.change({ fitOptions: fitting });
    this.fits.refit('runs');
  }

  async #takeOver(): Promise<void> {
    await this.restore();
    this.store.change({ otherTabTrains: false });
    await this.history.clear();
  }
}
