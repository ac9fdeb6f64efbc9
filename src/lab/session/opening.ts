import { restoredSelection } from '../experiments/selection.ts';
import { located } from '../storage/located.ts';
import type { ReadExperiment } from '../storage/archive.ts';
import type { Store } from '../state/store.ts';
import type { Choosing } from './choosing.ts';
import type { FitScheduler } from './fit-scheduler.ts';
import type { History } from './history.ts';
import type { Persistence } from './persistence.ts';
import type { SetAside } from './set-aside.ts';
import type { ShownPool } from './class/shown-pool.ts';

/** Puts saved experiments on the page. */
export class Opening {
  constructor(
    private readonly store: Store,
    private readonly choosing: Choosing,
    private readonly aside: SetAside,
    private readonly fits: FitScheduler,
    private readonly persistence: Persistence,
    private readonly history: History,
    private readonly base: string,
    private readonly pool: ShownPool,
  ) {}

  /** Shows the experiment of the last visit, unless a person has meanwhile chosen another one here. */
  async begin(): Promise<void> {
    await this.history.refresh();
    const latest = await this.persistence.latest();
    const { begun, chosen, otherTab } = this.store.state;
    if (begun !== null) return;
    if (latest !== undefined && (!chosen || otherTab !== null)) return this.show(latest);
    // Its runs are named by a number that the disk has not given yet.
    this.choosing.propose();
  }

  /** Shows the latest experiment on disk. */
  async restore(): Promise<void> {
    await this.history.refresh();
    await this.show(await this.persistence.latest());
  }

  /** Shows the experiment with a number. @returns false if there is none, or while runs are trained */
  async open(number: number): Promise<boolean> {
    const read = await this.history.read(number);
    if (read === undefined || read.saved.removed) return false;
    await this.show(read);
    return true;
  }

  /** Shows an experiment that was just added to the disk. */
  async showAdded(read: ReadExperiment): Promise<void> {
    await this.show(read);
    await this.history.refresh();
  }

  /** Removes saved experiments. If the shown one is removed, the latest is shown. */
  async remove(numbers: readonly number[]): Promise<void> {
    const { number } = this.store.state;
    if (!(await this.history.remove(numbers))) return;
    this.aside.forget(numbers);
    if (number !== null && numbers.includes(number)) await this.show(await this.persistence.latest());
  }

  /** Shows a saved experiment, or the proposal if there is none, at once; settles when also its pupils are on the page. */
  async show(read: ReadExperiment | undefined): Promise<void> {
    this.fits.forget();
    if (read === undefined) {
      this.store.change({
        phase: 'idle',
        number: null,
        begun: null,
        ranks: null,
        samples: [],
        recorded: null,
        measured: null,
        pool: null,
        stopReason: '',
      });
      this.choosing.propose();
      return;
    }
    const { number, fitting, samples, ranks, measured = null } = read.saved;
    const begun = restoredSelection(read.saved);
    this.store.change({ chosen: true, phase: 'ended', number, begun, samples, ranks, stopReason: '' });
    this.choosing.propose(begun);
    this.choosing.show(read.runs.map((run) => located(run, this.base)));
    this.store.change({ measured });
    if (fitting !== undefined) this.store.change({ fitOptions: fitting });
    this.fits.refit('runs');
    await this.pool.show(read.saved);
  }
}
