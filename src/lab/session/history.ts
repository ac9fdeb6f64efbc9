import type { ReadExperiment } from '../storage/archive.ts';
import type { ExperimentState, SavedHistory } from '../state/state.ts';
import type { Persistence } from './persistence.ts';
import { historyJson } from '../files/history-json.ts';
import type { Store } from '../state/store.ts';

/** How long what was removed can be had back. */
const UNDO_MILLISECONDS = 20_000;

/** Everything a person can do to the experiments on disk. Nothing changes while one is trained, here or in another tab. */
export class History {
  #clearing: ReturnType<typeof setTimeout> | undefined;

  /** @param show puts an experiment on the page; what is proposed, where there is none */
  constructor(
    private readonly persistence: Persistence,
    private readonly store: Store,
    private readonly show: (read: ReadExperiment | undefined) => void,
  ) {}

  /** Whether it may be changed now. */
  get isFree(): boolean {
    return isAtRest(this.store.state);
  }

  /** Reads what there is, and how much room it takes. */
  async refresh(): Promise<void> {
    const read = await this.persistence.read((archive) =>
      Promise.all([archive.list(), archive.lastNumber(), archive.weightBudget()]),
    );
    if (read === undefined) return;
    const [all, lastNumber, weightBudget] = read;
    const experiments = all.filter(({ removed }) => !removed);
    this.store.change({ lastNumber: Math.max(lastNumber, this.store.state.lastNumber) });
    this.#change({ experiments, weightBudget, storageEstimate: await roomHere() });
  }

  /** Shows an experiment as it was left. */
  async open(number: number): Promise<void> {
    if (!this.isFree) return;
    const read = await this.persistence.read((archive) => archive.read(number));
    if (read !== undefined && this.isFree) this.show(read);
  }

  rename(number: number, title: string): Promise<void> {
    return this.#write((archive) => archive.change([number], { title: title.trim() }));
  }

  /** Whether its models stay, however old they are. */
  pin(number: number, pinned: boolean): Promise<void> {
    return this.#write((archive) => archive.change([number], { pinned }));
  }

  /** Another one with the same runs and curves; the models stay with the first. */
  duplicate(number: number): Promise<void> {
    return this.#write(async (archive) => {
      const read = await archive.read(number);
      if (read === undefined) return;
      const title = read.saved.title === '' ? '' : `${read.saved.title} (copy)`;
      await archive.add({ ...read.saved, title, pinned: false, begun: Date.now() }, read.runs);
    });
  }

  /** Takes experiments away; until the next ones go, or some seconds have passed, they can be had back. */
  async remove(numbers: readonly number[]): Promise<void> {
    if (!this.isFree) return;
    await this.clear();
    this.#change({ removed: numbers });
    await this.#write((archive) => archive.change(numbers, { removed: true }));
    const { number } = this.store.state;
    if (number !== null && numbers.includes(number)) this.show(await this.persistence.latest());
    this.#clearing = setTimeout(() => void this.clear(), UNDO_MILLISECONDS);
  }

  /** Gives back what was removed last. */
  async undo(): Promise<void> {
    clearTimeout(this.#clearing);
    const { removed } = this.store.state.history;
    await this.#write((archive) => archive.change(removed, { removed: false }));
    this.#change({ removed: [] });
  }

  /** Lets go of what was removed, for good. */
  async clear(): Promise<void> {
    clearTimeout(this.#clearing);
    this.#change({ removed: [] });
    await this.persistence.write((archive) => archive.clear());
    await this.refresh();
  }

  /** Lets the models of all runs that have ended take so many bytes; where they take more, the oldest go. */
  setWeightBudget(bytes: number): Promise<void> {
    return this.#write((archive) => archive.setWeightBudget(bytes));
  }

  /** All experiments but their models, as a file; undefined where the disk refuses. */
  async exported(): Promise<string | undefined> {
    const numbers = this.store.state.history.experiments.map(({ number }) => number);
    const read = await this.persistence.read((archive) =>
      Promise.all(numbers.map((number) => archive.read(number))),
    );
    return read && historyJson(read.filter((experiment) => experiment !== undefined));
  }

  async #write(write: Parameters<Persistence['write']>[0]): Promise<void> {
    if (!this.isFree) return;
    await this.persistence.write(write);
    await this.refresh();
  }

  #change(change: Partial<SavedHistory>): void {
    this.store.change({ history: { ...this.store.state.history, ...change } });
  }
}

function isAtRest({ phase, otherTabTrains }: ExperimentState): boolean {
  return !otherTabTrains && (phase === 'idle' || phase === 'ended');
}

/** What the browser says of its storage; it need not, and over plain http it has none. */
async function roomHere(): Promise<SavedHistory['storageEstimate']> {
  try {
    const storage: StorageManager | undefined = navigator.storage;
    const { usage, quota } = (await storage?.estimate()) ?? {};
    return usage === undefined || quota === undefined ? null : { usage, quota };
  } catch {
    return null;
  }
}
