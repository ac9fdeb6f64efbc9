import type { ModelFiles, Trainer } from '../engine/trainer.ts';
import type { FitOptions } from '../laws/analysis/request.ts';
import type { Refusal } from '../laws/refusal.ts';
import type { Analyst } from './analysis/analyst.ts';
import type { ExperimentSize } from './experiments/preset.ts';
import type { ExperimentId } from './experiments/presets.ts';
import type { Reader } from './files/start-reader.ts';
import type { SweepDraft } from './plan/sweep-settings.ts';
import type { Recordings } from './recorded/fetch-recording.ts';
import { hiddenRun } from './runs/speed-void.ts';
import { LATER, loadLaterCode } from './session/after-start/later-code.ts';
import type { Visitor } from './session/before-start/visitor.ts';
import type { BenchmarkVisit } from './session/benchmark/benchmark-visit.ts';
import type { Lessons } from './session/class/lessons.ts';
import type { History } from './session/history.ts';
import type { Pools } from './session/class/pools.ts';
import type { ImportedRuns } from './session/imported/imported-runs.ts';
import type { SizedFile } from './session/importer.ts';
import type { OwnTextAccess, OwnTexts } from './session/own-text/own-texts.ts';
import type { BrowserReport } from './session/read-browser.ts';
import type { PytorchArchive } from './session/models/pytorch-archive.ts';
import { sessionParts, type SessionParts } from './session/session-parts.ts';
import { loadFailure } from './state/load-failure.ts';
import type { ExperimentState, LossView } from './state/state.ts';
import type { Disk } from './storage/disk.ts';

/** The reader of a lab that was given none. */
const refuseFiles: Reader = async () => ({ refused: 'files cannot be read here.' });

/** How a lab that was given nothing reads texts of the person's own. */
const refuseTexts: OwnTextAccess = {
  reader: {
    read: async () => ({ refused: 'Texts cannot be read here.' }),
    countWords: async () => ({ refused: 'Texts cannot be read here.' }),
  },
};

/** What else a page has: sweeps and a countdown before the first start, and texts of the person's own. */
interface AlsoHere {
  readonly recordings?: Recordings;
  readonly visitor?: Visitor;
  readonly texts?: OwnTextAccess;
}

/** One experiment: its state and a person's actions on it. The parts do the work; none of them calls the lab. */
export class Lab {
  readonly #parts: SessionParts;
  /** Tables of runs that others trained. */
  readonly imported: Omit<ImportedRuns, 'offer'>;
  /** Results of the pupils of a class. */
  readonly pools: Pools;
  /** Texts of the person's own. */
  readonly ownTexts: Omit<OwnTexts, 'bring' | 'countWords' | 'restore' | 'text'>;
  /** The page of the benchmark. */
  readonly benchmark: Omit<BenchmarkVisit, 'makeWay'>;
  /** The lesson that the page follows. */
  readonly lessons: Omit<Lessons, 'follow'>;
  /** The experiments on disk. `openSaved` and `removeSaved` change which one the page shows. */
  readonly history: Omit<History, 'read' | 'remove'>;

  /**
   * @param base address of the page, against which files are found
   * @param disk where experiments are saved; nothing is saved without it
   * @param reader reads imported files; without it every file is refused
   * @param browser the browser and its system, for the results
   * @param also recorded sweeps to show before the first start, the person for whom the page may start by itself, and what
   * reads and keeps texts of the person's own; without it every text is refused
   */
  constructor(
    private readonly trainer: Trainer,
    analyst: Analyst,
    base: string,
    private readonly disk?: Disk,
    reader: Reader = refuseFiles,
    browser: BrowserReport = { browser: '', system: '' },
    { recordings, visitor, texts = refuseTexts }: AlsoHere = {},
  ) {
    this.#parts = sessionParts({
      trainer,
      analyst,
      base,
      disk,
      reader,
      browser,
      recordings,
      visitor,
      texts,
    });
    this.history = this.#parts.history;
    this.imported = this.#parts.imported;
    this.pools = this.#parts.pools;
    this.ownTexts = this.#parts.ownTexts;
    this.lessons = this.#parts.lessons;
    this.benchmark = this.#parts.benchmark;
  }

  get state(): ExperimentState {
    return this.#parts.store.state;
  }

  /** @returns ends the subscription */
  subscribe(listener: () => void): () => void {
    return this.#parts.store.subscribe(listener);
  }

  /**
   * Shows the experiment of the last visit, unless a person has chosen another one before the disk has answered, and then calls
   * `shown`; meanwhile listens to the trainer and asks for its adapter. For a software adapter it proposes the quick sweep,
   * unless a person has already chosen something. On a fresh page it then counts down to the first start.
   */
  async open(shown: () => void = () => {}): Promise<void> {
    // The disk may answer late or never, and the page must still say which adapter trains.
    const asked = this.#parts.adapters.ask();
    void this.#parts.fits.prepare();
    void loadLaterCode(this.#parts.store);
    void this.#parts.ownTexts.restore();
    if (this.disk !== undefined) await this.#parts.diskWait.through(this.#openDisk(this.disk));
    await this.history.clear();
    shown();
    this.#parts.recorded.follow();
    await asked;
    this.#parts.choosing.suit();
    this.#parts.text.begin();
    await this.#parts.countdown.begin();
  }

  async #openDisk(disk: Disk): Promise<void> {
    await this.#parts.tabs.acquireLock(disk);
    await this.#parts.opening.begin();
  }

  /** Makes sure that no sweep starts by itself on this visit. */
  cancelCountdown(): void {
    this.#parts.countdown.cancel();
  }

  /** Asks for the adapter once more, because a person may have changed the browser's settings or closed other pages. */
  async askAgain(): Promise<void> {
    await this.#parts.adapters.ask();
    this.#parts.choosing.suit();
  }

  /** Proposes an experiment, in the size that a person chooses or in the one that stands. Does nothing while runs are trained. */
  choose(experiment: ExperimentId, size?: ExperimentSize): void {
    this.#parts.benchmark.makeWay();
    this.#parts.choosing.choose(experiment, size);
  }

  /** Plans what the form's text says. */
  edit(draft: SweepDraft): void {
    this.#parts.choosing.edit(draft);
  }

  /** Fills the form with an experiment that takes some minutes. */
  suggest(minutes: number): Promise<void> {
    return this.#parts.choosing.suggest(minutes);
  }

  /** Runs the chosen experiment. Nothing happens while settings are refused or another experiment runs. */
  start(): Promise<void> {
    return this.#parts.runner.start();
  }

  /** Trains the runs that a person stopped or an earlier visit left unfinished. Nothing happens without such runs or without an adapter. */
  resumeSaved(): Promise<void> {
    return this.#parts.runner.resume();
  }

  /** Trains and saves in this tab instead of the other one, which saves its run and lets go. */
  useThisTab(): void {
    this.#parts.tabs.take();
  }

  pause(): Promise<void> {
    return this.#parts.queue.pause();
  }

  resume(): Promise<void> {
    return this.#parts.queue.resume();
  }

  stop(): Promise<void> {
    return this.#parts.queue.stop();
  }

  /** Sets whether the page is hidden, because speeds measured while it is are not valid. */
  setHidden(hidden: boolean): void {
    this.#parts.visibility.setHidden(hidden);
    if (hidden) this.#parts.store.change({ runs: this.state.runs.map(hiddenRun) });
  }

  /** Saves the run under way, because the page may be about to close. */
  save(): Promise<void> {
    return this.#parts.queue.save();
  }

  /** Shows a saved experiment. Does nothing while runs are trained. */
  async openSaved(number: number): Promise<void> {
    this.#parts.benchmark.makeWay();
    await this.#parts.opening.open(number);
  }

  /** Removes saved experiments; `history.undo` restores them. If the shown one is removed, the latest is shown. */
  removeSaved(numbers: readonly number[]): Promise<void> {
    return this.#parts.opening.remove(numbers);
  }

  /** Imports files that a person gives at once. */
  takeFiles(files: readonly SizedFile[]): Promise<void> {
    return this.#parts.arrivals.takeFiles(files);
  }

  /** Imports text that was pasted: a link, or the contents of a file. */
  takeText(text: string): Promise<void> {
    return this.#parts.arrivals.takeText(text);
  }

  /** Proposes the experiment of a link's fragment. Nothing happens if it has none, or if the page proposes it already. */
  takeLink(fragment: string): void {
    this.#parts.arrivals.takeLink(fragment);
  }

  /**
   * Shows a place of the browser's history. Does nothing while runs are trained.
   * @param fragment the link of an experiment; without one, the page proposes what it does at first
   * @param number the experiment on disk that the place showed; null for none
   */
  visit(fragment: string, number: number | null): Promise<void> {
    return this.#parts.arrivals.visit(fragment, number);
  }

  /** Changes fit options, and makes all fits again. */
  setFitOptions(change: Partial<FitOptions>): void {
    this.#parts.fitChoices.setOptions(change);
  }

  /** Sets whether fits include a run. */
  setFitted(id: string, fitted: boolean): void {
    this.#parts.fitChoices.setFitted(id, fitted);
  }

  /** Chooses a saved experiment for a comparison, or takes it away. */
  chooseCompared(number: number, isChosen: boolean): void {
    this.#parts.comparing.choose(number, isChosen);
  }

  /** Compares the chosen experiments: their laws are fitted alike. */
  compare(): Promise<void> {
    return this.#parts.comparing.compare();
  }

  /** Ends the comparison. */
  endComparison(): void {
    this.#parts.comparing.close();
  }

  /** Saves what a person wrote about a run, as text of at most 500 characters. */
  writeNote(id: string, text: string): void {
    this.#parts.notes.write(id, text);
  }

  setLossView(lossView: LossView): void {
    this.#parts.store.change({ lossView });
  }

  /** Keeps what a person chooses on a chart, by the name of the chart and of the choice. */
  chooseOnChart(name: string, value: string): void {
    this.#parts.store.change({ chartChoices: { ...this.state.chartChoices, [name]: value } });
  }

  /** Lets one run stand out on the charts and fade the others; null shows all of them alike. */
  singleOut(singledOut: string | null): void {
    this.#parts.store.change({ singledOut });
  }

  /** Sets which model writes, or how boldly. */
  setWriting(change: Partial<Pick<ExperimentState, 'temperature' | 'writer'>>): void {
    this.#parts.store.change(change);
  }

  /** Lets the chosen model write a text. */
  sample(): Promise<void> {
    return this.#parts.betweenRuns.sample();
  }

  /** A trained model in files that other programs open. Refuses with the reason if it was not saved. */
  async modelFiles(id: string, lane: number): Promise<ModelFiles | Refusal> {
    const code = await LATER.models().catch(() => null);
    if (code === null) return { refused: loadFailure('The writer of the file') };
    return code.savedModel(this.#parts.store, this.#parts.persistence, this.trainer, id, lane);
  }

  /** The runs on the page as a zip archive with which PyTorch goes on. Refuses with the reasons if none can. */
  async pytorchArchive(): Promise<PytorchArchive | Refusal> {
    const code = await LATER.pytorch().catch(() => null);
    if (code === null) return { refused: loadFailure('The writer of the file') };
    return code.pytorchArchive({ ...this.#parts, trainer: this.trainer });
  }

  /** Call when the trainer's process has ended. Finished runs stay, and nothing more can be trained. */
  fail(failure: string): void {
    this.#parts.queue.fail(failure);
  }
}
