import type { ModelFiles, Trainer } from '../engine/trainer.ts';
import type { FitOptions } from '../laws/analysis/request.ts';
import type { Refusal } from '../laws/refusal.ts';
import type { Analyst } from './analysis/analyst.ts';
import type { ExperimentSize } from './experiments/preset.ts';
import type { ExperimentId } from './experiments/presets.ts';
import type { Reader } from './files/start-reader.ts';
import type { SweepDraft } from './plan/sweep-settings.ts';
import { PageVisibility } from './runs/page-visibility.ts';
import { hiddenRun } from './runs/speed-void.ts';
import { AdapterAsking } from './session/adapter-asking.ts';
import { Arrivals } from './session/arrivals.ts';
import { BetweenRuns } from './session/between-runs.ts';
import { Choosing } from './session/choosing.ts';
import { ExperimentRunner } from './session/experiment-runner.ts';
import { FitChoices } from './session/fit-choices.ts';
import { FitScheduler } from './session/fit-scheduler.ts';
import { History } from './session/history.ts';
import { ImportKeeper } from './session/import-keeper.ts';
import { ImportedRuns } from './session/imported/imported-runs.ts';
import { Importer, type SizedFile } from './session/importer.ts';
import { MemoryGate } from './session/memory-gate.ts';
import { Opening } from './session/opening.ts';
import { Persistence } from './session/persistence.ts';
import type { BrowserReport } from './session/read-browser.ts';
import { savedModel } from './session/saved-model.ts';
import { RunEvents } from './session/run-events.ts';
import { SetAside } from './session/set-aside.ts';
import { SweepQueue } from './session/sweep-queue.ts';
import { Tabs } from './session/tabs.ts';
import { TextSampling } from './session/text-sampling.ts';
import { initialState, type ExperimentState, type LossView } from './state/state.ts';
import { Store } from './state/store.ts';
import type { Disk } from './storage/disk.ts';

/** The reader of a lab that was given none. */
const refuseFiles: Reader = async () => ({ refused: 'files cannot be read here.' });

/** One experiment: its state and a person's actions on it. The parts do the work; none of them calls the lab. */
export class Lab {
  readonly #store: Store;
  readonly #visibility = new PageVisibility();
  readonly #persistence: Persistence;
  readonly #fitChoices: FitChoices;
  readonly #adapters: AdapterAsking;
  readonly #betweenRuns: BetweenRuns;
  readonly #queue: SweepQueue;
  readonly #choosing: Choosing;
  readonly #opening: Opening;
  readonly #runner: ExperimentRunner;
  readonly #tabs: Tabs;
  readonly #arrivals: Arrivals;
  /** Tables of runs that others trained. */
  readonly imported: Omit<ImportedRuns, 'offer'>;
  /** The experiments on disk. `openSaved` and `removeSaved` change which one the page shows. */
  readonly history: Omit<History, 'read' | 'remove'>;

  /**
   * @param base address of the page, against which files are found
   * @param disk where experiments are saved; nothing is saved without it
   * @param reader reads imported files; without it every file is refused
   * @param browser the browser and its system, for the results
   */
  constructor(
    private readonly trainer: Trainer,
    analyst: Analyst,
    base: string,
    private readonly disk?: Disk,
    reader: Reader = refuseFiles,
    browser: BrowserReport = { browser: '', system: '' },
  ) {
    const store = new Store(initialState(base));
    this.#store = store;
    this.#persistence = new Persistence(trainer, store, disk);
    const history = new History(this.#persistence, store);
    this.history = history;
    const fits = new FitScheduler(analyst, store);
    this.#fitChoices = new FitChoices(store, this.#persistence, fits);
    const aside = new SetAside(store, fits);
    this.#choosing = new Choosing(store, aside, base);
    this.#opening = new Opening(store, this.#choosing, aside, fits, this.#persistence, history, base);
    const imports = new ImportKeeper(this.#persistence, store);
    const importer = new Importer(reader, trainer, this.#persistence, imports, store, base);
    const events = new RunEvents(trainer, store, this.#persistence, this.#visibility, browser);
    this.#adapters = new AdapterAsking(trainer, store, events, this.#choosing);
    const sampling = new TextSampling(trainer, store, this.#persistence);
    this.#betweenRuns = new BetweenRuns(store, fits, sampling, this.#persistence);
    this.#queue = new SweepQueue(trainer, store, this.#persistence, events, this.#betweenRuns);
    this.#tabs = new Tabs(store, this.#queue, this.#opening, this.#persistence, history);
    this.#runner = new ExperimentRunner(
      store,
      new MemoryGate(trainer, store),
      this.#queue,
      this.#choosing,
      fits,
      this.#persistence,
      history,
      base,
    );
    const imported = new ImportedRuns(
      store,
      imports,
      this.#opening,
      this.#choosing,
      fits,
      this.#persistence,
      history,
    );
    this.imported = imported;
    this.#arrivals = new Arrivals(store, importer, this.#choosing, this.#opening, this.#runner, imported);
  }

  get state(): ExperimentState {
    return this.#store.state;
  }

  /** @returns ends the subscription */
  subscribe(listener: () => void): () => void {
    return this.#store.subscribe(listener);
  }

  /**
   * Shows the experiment of the last visit and then calls `shown`; meanwhile listens to the trainer and asks for its
   * adapter. For a software adapter it proposes the quick sweep, unless a person has already chosen something.
   */
  async open(shown: () => void = () => {}): Promise<void> {
    // The disk may answer late or never, and the page must still say which adapter trains.
    const asked = this.#adapters.ask();
    if (this.disk !== undefined) await this.#tabs.acquireLock(this.disk);
    await this.#opening.restore();
    await this.history.clear();
    shown();
    await asked;
    this.#adapters.suit();
  }

  /** Asks for the adapter once more, because a person may have changed the browser's settings or closed other pages. */
  async askAgain(): Promise<void> {
    await this.#adapters.ask();
    this.#adapters.suit();
  }

  /** Proposes an experiment in one of its sizes. Does nothing while runs are trained. */
  choose(experiment: ExperimentId, size: ExperimentSize): void {
    this.#choosing.choose(experiment, size);
  }

  /** Plans what the form's text says. */
  edit(draft: SweepDraft): void {
    this.#choosing.edit(draft);
  }

  /** Fills the form with an experiment that takes some minutes. */
  suggest(minutes: number): void {
    this.#choosing.suggest(minutes);
  }

  /** Runs the chosen experiment. Nothing happens while settings are refused or another experiment runs. */
  start(): Promise<void> {
    return this.#runner.start();
  }

  /** Trains the runs that an earlier visit left unfinished. Nothing happens without such runs or without an adapter. */
  resumeSaved(): Promise<void> {
    return this.#runner.resume();
  }

  /** Trains and saves in this tab instead of the other one, which saves its run and lets go. */
  useThisTab(): void {
    this.#tabs.take();
  }

  pause(): Promise<void> {
    return this.#queue.pause();
  }

  resume(): Promise<void> {
    return this.#queue.resume();
  }

  stop(): Promise<void> {
    return this.#queue.stop();
  }

  /** Sets whether the page is hidden, because speeds measured while it is are not valid. */
  setHidden(hidden: boolean): void {
    this.#visibility.setHidden(hidden);
    if (hidden) this.#store.change({ runs: this.state.runs.map(hiddenRun) });
  }

  /** Saves the run under way, because the page may be about to close. */
  save(): Promise<void> {
    return this.#queue.save();
  }

  /** Shows a saved experiment. Does nothing while runs are trained. */
  async openSaved(number: number): Promise<void> {
    await this.#opening.open(number);
  }

  /** Removes saved experiments; `history.undo` restores them. If the shown one is removed, the latest is shown. */
  removeSaved(numbers: readonly number[]): Promise<void> {
    return this.#opening.remove(numbers);
  }

  /** Imports files that a person gives at once. */
  takeFiles(files: readonly SizedFile[]): Promise<void> {
    return this.#arrivals.takeFiles(files);
  }

  /** Imports text that was pasted: a link, or the contents of a file. */
  takeText(text: string): Promise<void> {
    return this.#arrivals.takeText(text);
  }

  /** Proposes the experiment of a link's fragment. Nothing happens if it has none, or if the page proposes it already. */
  takeLink(fragment: string): void {
    this.#arrivals.takeLink(fragment);
  }

  /**
   * Shows a place of the browser's history. Does nothing while runs are trained.
   * @param fragment the link of an experiment; without one, the page proposes what it does at first
   * @param number the experiment on disk that the place showed; null for none
   */
  visit(fragment: string, number: number | null): Promise<void> {
    return this.#arrivals.visit(fragment, number);
  }

  /** Changes fit options, and makes all fits again. */
  setFitOptions(change: Partial<FitOptions>): void {
    this.#fitChoices.setOptions(change);
  }

  /** Sets whether fits include a run. */
  setFitted(id: string, fitted: boolean): void {
    this.#fitChoices.setFitted(id, fitted);
  }

  setLossView(lossView: LossView): void {
    this.#store.change({ lossView });
  }

  /** Sets which model writes, or how boldly. */
  setWriting(change: Partial<Pick<ExperimentState, 'temperature' | 'writer'>>): void {
    this.#store.change(change);
  }

  /** Lets the chosen model write a text. */
  sample(): Promise<void> {
    return this.#betweenRuns.sample();
  }

  /** A trained model in files that other programs open. Refuses with the reason if it was not saved. */
  modelFiles(id: string, lane: number): Promise<ModelFiles | Refusal> {
    return savedModel(this.#store, this.#persistence, this.trainer, id, lane);
  }

  /** Call when the trainer's process has ended. Finished runs stay, and nothing more can be trained. */
  fail(failure: string): void {
    this.#queue.fail(failure);
  }
}
