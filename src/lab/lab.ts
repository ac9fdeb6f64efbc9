import type { ModelFiles, Trainer } from '../engine/trainer.ts';
import type { FitOptions } from '../laws/analysis/request.ts';
import type { Refusal } from '../laws/refusal.ts';
import type { Analyst } from './analysis/analyst.ts';
import type { ExperimentSize } from './experiments/preset.ts';
import type { ExperimentId } from './experiments/presets.ts';
import { ownDraft } from './experiments/selection.ts';
import type { Reader } from './files/start-reader.ts';
import type { SweepDraft } from './plan/sweep-settings.ts';
import { PageVisibility } from './runs/page-visibility.ts';
import { abandoned, isUnderWay } from './runs/run.ts';
import { hiddenRun } from './runs/speed-void.ts';
import { BetweenRuns } from './session/between-runs.ts';
import { Choosing } from './session/choosing.ts';
import { ExperimentRunner } from './session/experiment-runner.ts';
import { FitScheduler } from './session/fit-scheduler.ts';
import { History } from './session/history.ts';
import { ImportKeeper } from './session/import-keeper.ts';
import { Importer, type Import, type SizedFile } from './session/importer.ts';
import { Opening } from './session/opening.ts';
import { Persistence } from './session/persistence.ts';
import type { BrowserReport } from './session/read-browser.ts';
import { savedModel } from './session/saved-model.ts';
import { RunEvents } from './session/run-events.ts';
import { SweepQueue } from './session/sweep-queue.ts';
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
  readonly #fits: FitScheduler;
  readonly #events: RunEvents;
  readonly #betweenRuns: BetweenRuns;
  readonly #queue: SweepQueue;
  readonly #choosing: Choosing;
  readonly #opening: Opening;
  readonly #runner: ExperimentRunner;
  readonly #importer: Importer;
  /** The experiments on disk. `openSaved` and `removeSaved` change which one the page shows. */
  readonly history: Omit<History, 'read' | 'remove'>;
  readonly #history: History;

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
    this.#history = new History(this.#persistence, store);
    this.history = this.#history;
    this.#fits = new FitScheduler(analyst, store);
    this.#choosing = new Choosing(store, base);
    this.#opening = new Opening(store, this.#choosing, this.#fits, this.#persistence, this.#history, base);
    const imports = new ImportKeeper(this.#persistence, store);
    this.#importer = new Importer(reader, trainer, this.#persistence, imports, store, base);
    this.#events = new RunEvents(trainer, store, this.#persistence, this.#visibility, browser);
    const sampling = new TextSampling(trainer, store);
    this.#betweenRuns = new BetweenRuns(store, this.#fits, sampling, this.#persistence);
    this.#queue = new SweepQueue(trainer, store, this.#persistence, this.#events, this.#betweenRuns);
    this.#runner = new ExperimentRunner(
      store,
      this.#queue,
      this.#choosing,
      this.#fits,
      this.#persistence,
      this.#history,
      base,
    );
  }

  get state(): ExperimentState {
    return this.#store.state;
  }

  /** @returns ends the subscription */
  subscribe(listener: () => void): () => void {
    return this.#store.subscribe(listener);
  }

  /**
   * Shows the experiment of the last visit, listens to the trainer and asks for its adapter. For a software adapter it
   * proposes the quick sweep, unless a person has already chosen something.
   */
  async open(): Promise<void> {
    if (this.disk !== undefined) await this.#opening.acquireLock(this.disk);
    await this.#opening.restore();
    await this.#history.clear();
    await this.#events.listen();
    const adapter = await this.trainer.probe();
    this.#store.change({ adapter });
    const software = adapter.kind === 'adapter' && adapter.software;
    if (software && !this.#choosing.touched) {
      this.#choosing.propose({ size: 'quick', draft: ownDraft(this.state.experiment, 'quick') });
    }
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
  async save(): Promise<void> {
    if (this.state.runs.some(isUnderWay)) await this.trainer.checkpoint();
  }

  /** Shows a saved experiment. Does nothing while runs are trained. */
  async openSaved(number: number): Promise<void> {
    const read = await this.#history.read(number);
    if (read !== undefined) this.#opening.show(read);
  }

  /** Removes saved experiments; `history.undo` restores them. If the shown one is removed, the latest is shown. */
  async removeSaved(numbers: readonly number[]): Promise<void> {
    const { number } = this.state;
    const removed = await this.#history.remove(numbers);
    if (removed && number !== null && numbers.includes(number)) {
      this.#opening.show(await this.#persistence.latest());
    }
  }

  /** Imports files that a person gives at once. */
  async takeFiles(files: readonly SizedFile[]): Promise<void> {
    await this.#receive(await this.#importer.readFiles(files));
  }

  /** Imports text that was pasted: a link, or the contents of a file. */
  async takeText(text: string): Promise<void> {
    await this.#receive(await this.#importer.readText(text));
  }

  /** Proposes the experiment of a link's fragment. Nothing happens if it has none. */
  takeLink(fragment: string): void {
    void this.#receive(this.#importer.readLink(fragment));
  }

  /** Changes fit options, and makes all fits again. */
  setFitOptions(change: Partial<FitOptions>): void {
    const fitOptions = { ...this.state.fitOptions, ...change };
    this.#store.change({ fitOptions });
    void this.#persistence.change({ fitting: fitOptions });
    this.#fits.refit('options');
  }

  /** Sets whether fits include a run. */
  setFitted(id: string, fitted: boolean): void {
    this.#store.changeRun(id, (run) => ({ ...run, fitted }));
    if (this.state.phase !== 'idle') {
      void this.#persistence.saveRuns(this.state.runs.filter(({ plan }) => plan.id === id));
    }
    this.#fits.refit('options');
  }

  setLossView(lossView: LossView): void {
    this.#store.change({ lossView });
  }

  setTemperature(temperature: number): void {
    this.#store.change({ temperature });
  }

  /** Samples a text from the latest model. */
  sample(): Promise<void> {
    return this.#betweenRuns.sample();
  }

  /** A trained model in files that other programs open. Refuses with the reason if it was not saved. */
  modelFiles(id: string, lane: number): Promise<ModelFiles | Refusal> {
    return savedModel(this.#store, this.#persistence, this.trainer, id, lane);
  }

  /** Call when the trainer's process has ended. Finished runs stay, and nothing more can be trained. */
  fail(failure: string): void {
    const phase = this.state.phase === 'idle' ? 'idle' : 'ended';
    this.#store.change({ failure, phase, runs: this.state.runs.map((run) => abandoned(run, failure)) });
  }

  /** Shows what was imported. */
  async #receive(came: Import): Promise<void> {
    switch (came.kind) {
      case 'proposal':
        return this.#choosing.take(came.selection);
      case 'results':
        this.#opening.show(came.read);
        return this.#history.refresh();
      case 'model':
        this.#opening.show(came.read);
        await this.#history.refresh();
        return this.resumeSaved();
      case 'refused':
        return;
      default:
        throw new Error(`no such import: ${String(came satisfies never)}`);
    }
  }
}
