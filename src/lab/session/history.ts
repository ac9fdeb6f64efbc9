import type { ReadExperiment } from '../storage/archive.ts';
import { isFree, type SavedHistory } from '../state/state.ts';
import type { Persistence } from './persistence.ts';
import { noteOf } from '../runs/note.ts';
import { loadFailure } from '../state/load-failure.ts';
import type { Store } from '../state/store.ts';
import { LATER } from './after-start/later-code.ts';

/** How long a removal can be undone. */
const UNDO_MILLISECONDS = 20_000;

/**
 * The experiments on disk, and a person's actions on them. Nothing changes while one is trained, here or in another
 * tab.
 */
export class History {
  #clearing: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly persistence: Persistence,
    private readonly store: Store,
  ) {}

  /** Lists the experiments on disk and asks how much storage they use. */
  async refresh(): Promise<void> {
    if (await this.list()) this.#change({ storageEstimate: await this.persistence.storageUse() });
  }

  /** Lists the experiments on disk. @returns false if they cannot be read */
  async list(): Promise<boolean> {
    const read = await this.persistence.read((archive) =>
      Promise.all([archive.list(), archive.lastNumber(), archive.weightBudget()]),
    );
    if (read === undefined) return false;
    const [all, lastNumber, weightBudget] = read;
    const experiments = all.filter(({ removed }) => !removed);
    this.store.change({ lastNumber: Math.max(lastNumber, this.store.state.lastNumber) });
    this.#change({ experiments, weightBudget });
    return true;
  }

  /** An experiment as it was saved; undefined if there is none, or while a run is trained. */
  async read(number: number): Promise<ReadExperiment | undefined> {
    if (!this.#isFree) return undefined;
    const read = await this.persistence.read((archive) => archive.read(number));
    return this.#isFree ? read : undefined;
  }

  rename(number: number, title: string): Promise<void> {
    return this.#write((archive) => archive.change([number], { title: title.trim() }));
  }

  /** Saves what a person wrote about an experiment. */
  annotate(number: number, text: string): Promise<void> {
    return this.#write((archive) => archive.change([number], { note: noteOf(text) }));
  }

  /** Sets whether its models are exempt when the oldest models are deleted. */
  pin(number: number, pinned: boolean): Promise<void> {
    return this.#write((archive) => archive.change([number], { pinned }));
  }

  /** Adds a copy with the same runs and curves. The models stay with the original. */
  duplicate(number: number): Promise<void> {
    return this.#write(async (archive) => {
      const read = await archive.read(number);
      if (read === undefined) return;
      const title = read.saved.title === '' ? '' : `${read.saved.title} (copy)`;
      await archive.add({ ...read.saved, title, pinned: false, begun: Date.now() }, read.runs);
    });
  }

  /**
   * Removes experiments. `undo` restores them until others are removed or some seconds have passed.
   * @returns whether they could be removed
   */
  async remove(numbers: readonly number[]): Promise<boolean> {
    if (!this.#isFree) return false;
    await this.clear();
    this.#change({ removed: numbers });
    await this.#write((archive) => archive.change(numbers, { removed: true }));
    this.#clearing = setTimeout(() => void this.clear(), UNDO_MILLISECONDS);
    return true;
  }

  /** Restores the experiments that were removed last. */
  async undo(): Promise<void> {
    clearTimeout(this.#clearing);
    const { removed } = this.store.state.history;
    await this.#write((archive) => archive.change(removed, { removed: false }));
    this.#change({ removed: [] });
  }

  /** Deletes removed experiments permanently. */
  async clear(): Promise<void> {
    clearTimeout(this.#clearing);
    this.#change({ removed: [] });
    await this.persistence.write((archive) => archive.clear());
    await this.refresh();
  }

  /** Sets how many bytes the models of ended runs may use. If they use more, the oldest are deleted. */
  setWeightBudget(bytes: number): Promise<void> {
    return this.#write((archive) => archive.setWeightBudget(bytes));
  }

  /**
   * The text of a file with all experiments, without their models; undefined if the disk cannot be read, or the code that writes
   * the file cannot be loaded, as the notice then says.
   */
  async exported(): Promise<string | undefined> {
    const numbers = this.store.state.history.experiments.map(({ number }) => number);
    const read = await this.persistence.read((archive) =>
      Promise.all(numbers.map((number) => archive.read(number))),
    );
    if (read === undefined) return undefined;
    const code = await LATER.history().catch(() => null);
    if (code !== null) return code.historyJson(read.filter((experiment) => experiment !== undefined));
    this.store.change({ notice: { said: loadFailure('The writer of the file'), refused: true } });
    return undefined;
  }

  get #isFree(): boolean {
    return isFree(this.store.state);
  }

  async #write(write: Parameters<Persistence['write']>[0]): Promise<void> {
    if (!this.#isFree) return;
    await this.persistence.write(write);
    await this.refresh();
  }

  #change(change: Partial<SavedHistory>): void {
    this.store.change({ history: { ...this.store.state.history, ...change } });
  }
}
