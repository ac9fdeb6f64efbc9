import type { ModelFiles, Trainer, TrainerEvent } from '../engine/trainer.ts';
import type { FitOptions, LossFunction } from '../laws/analysis/request.ts';
import type { FloorChoice } from '../laws/power-law/choose-floor.ts';
import type { ParameterConvention } from '../laws/counting/parameter-convention.ts';
import { isRefusal } from '../laws/refusal.ts';
import type { Analyst } from './analysis/analyst.ts';
import type { ReadExperiment } from './storage/archive.ts';
import type { Disk } from './storage/disk.ts';
import { canResume } from './session/can-resume.ts';
import { conclusionOf } from './experiments/conclusion.ts';
import { countWords } from './session/count-words.ts';
import { initialState, type ExperimentState, type LossView } from './state/state.ts';
import type { ExperimentSize } from './experiments/preset.ts';
import type { Refusal } from '../laws/refusal.ts';
import { presetOf, type ExperimentId } from './experiments/presets.ts';
import { History } from './session/history.ts';
import { Importer } from './session/importer.ts';
import type { Reader } from './files/start-reader.ts';
import { Persistence } from './session/persistence.ts';
import { located } from './storage/located.ts';
import { PageVisibility } from './runs/page-visibility.ts';
import { predict } from './analysis/prediction.ts';
import { FitScheduler } from './session/fit-scheduler.ts';
import { abandoned, isUnderWay, queuedRun, type Run } from './runs/run.ts';
import { applyEvent } from './runs/apply-event.ts';
import { hiddenRun, interruptedRun, seenRun } from './runs/speed-void.ts';
import { proposal, suggestedFields, suggestion } from './state/proposal.ts';
import { Store } from './state/store.ts';
import { ownDraft, restoredSelection, type Selection } from './experiments/selection.ts';
import { SweepQueue } from './session/sweep-queue.ts';
import type { SweepDraft } from './plan/sweep-settings.ts';
import { TextSampling } from './session/text-sampling.ts';

/** A law that takes longer predicts nothing of the next run, which is not to wait for it. */
const LAW_MILLISECONDS = 10_000;

/** Where there is no reader. */
const refuseFiles: Reader = async () => ({ refused: 'files cannot be read here.' });

/** One experiment: its state to read, and everything a person can do to it. */
export class Lab {
  readonly #store: Store;
  readonly #queue: SweepQueue;
  readonly #sampling: TextSampling;
  readonly #fits: FitScheduler;
  readonly #persistence: Persistence;
  /** Everything a person can do to what is kept. */
  readonly history: History;
  /** Takes in files and links. */
  readonly importer: Importer;
  readonly #visibility = new PageVisibility();
  /** Settles when every event that has come has been taken in. */
  #handled: Promise<unknown> = Promise.resolve();
  /** Whether a person has chosen or edited anything. */
  #touched = false;

  /**
   * @param base address of the page, against which files are found
   * @param disk where experiments are kept; nothing is kept without it
   * @param reader of files that come in; none is taken without it
   */
  constructor(
    private readonly trainer: Trainer,
    analyst: Analyst,
    private readonly base: string,
    private readonly disk?: Disk,
    reader: Reader = refuseFiles,
  ) {
    this.#store = new Store(initialState(base));
    this.#sampling = new TextSampling(trainer, this.#store);
    this.#fits = new FitScheduler(analyst, this.#store, () => this.#judge());
    this.#persistence = new Persistence(trainer, this.#store, disk);
    this.history = new History(this.#persistence, this.#store, (read) => this.#open(read));
    this.importer = new Importer(reader, trainer, this.#persistence, this.#store, base, {
      propose: (choice) => this.#take(choice),
      show: (read) => this.#open(read),
      list: () => this.history.refresh(),
      resume: () => this.resumeSaved(),
    });
    this.#queue = new SweepQueue(trainer, this.#store, {
      before: (id) => this.#predict(id),
      after: (id) => this.#conclude(id),
      checkpoint: (id) => this.#persistence.checkpoint(id),
      eventsHandled: async () => void (await this.#handled),
    });
  }

  get state(): ExperimentState {
    return this.#store.state;
  }

  /** @returns ends the subscription */
  subscribe(listener: () => void): () => void {
    return this.#store.subscribe(listener);
  }

  /**
   * Shows the experiment of the last visit, begins to listen to the trainer and asks for its adapter; a software one
   * proposes the quick sweep, unless there is something else already.
   */
  async open(): Promise<void> {
    await this.#acquireLock();
    await this.#restore();
    await this.history.clear();
    await this.trainer.listen((event) => {
      this.#handled = Promise.allSettled([this.#handled, this.#handleEvent(event)]);
    });
    const adapter = await this.trainer.probe();
    this.#store.change({ adapter });
    const software = adapter.kind === 'adapter' && adapter.software;
    if (software && !this.#touched) {
      this.#propose({ size: 'quick', draft: ownDraft(this.state.experiment, 'quick') });
    }
  }

  /** Proposes an experiment in one of its sizes; nothing happens while runs are trained. */
  choose(experiment: ExperimentId, size: ExperimentSize): void {
    if (!this.#isFree) return;
    this.#touched = true;
    this.#store.change({ suggestion: null });
    this.#propose({ experiment, size, draft: ownDraft(experiment, size) });
  }

  /** Proposes what came from elsewhere. */
  #take(choice: Selection): void {
    this.#touched = true;
    this.#store.change({ suggestion: null });
    this.#propose(choice);
  }

  /** Takes the form's text as it stands. */
  edit(draft: SweepDraft): void {
    this.#touched = true;
    this.#store.change({ suggestion: null });
    this.#propose({ draft });
  }

  /** Puts into the form what suits some minutes. */
  suggest(minutes: number): void {
    if (!this.#isFree) return;
    const suggested = suggestion(this.state.adapter, this.state, this.state.runs, minutes, this.base);
    if (suggested !== null && !isRefusal(suggested)) {
      this.edit({ ...this.state.draft, ...suggestedFields(suggested) });
    }
    this.#store.change({ suggestion: suggested });
  }

  /**
   * Does the experiment that is chosen. Nothing happens while settings are refused or another goes on, nor to runs
   * where no adapter is there.
   */
  async start(): Promise<void> {
    if (!this.#isFree) return;
    const { measures } = presetOf(this.state.experiment);
    switch (measures) {
      case 'runs':
        return this.#train();
      case 'text':
        return this.#count();
      case 'nothing':
        this.#begin([]);
        await this.#persistence.begin();
        return this.#end();
      default:
        throw new Error(`no such measure: ${String(measures satisfies never)}`);
    }
  }

  /** Trains what an earlier visit left unfinished. Nothing happens where there is none, or no adapter. */
  async resumeSaved(): Promise<void> {
    const { adapter, failure, otherTabTrains } = this.state;
    if (otherTabTrains || !canResume(this.state) || adapter.kind !== 'adapter' || failure !== '') return;
    this.#store.change({ conclusion: null, phase: 'running', lostGpus: 0, stopReason: '' });
    await this.#queue.run();
    this.#end();
  }

  /** Whether the page is hidden: speeds measured meanwhile say nothing. */
  setHidden(hidden: boolean): void {
    this.#visibility.setHidden(hidden);
    if (hidden) this.#store.change({ runs: this.state.runs.map(hiddenRun) });
  }

  /** Has the run under way kept as it is now: the page may be about to end. */
  async save(): Promise<void> {
    if (this.state.runs.some(isUnderWay)) await this.trainer.checkpoint();
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

  /** Whether the law may have, or must have, an irreducible loss. */
  setFloor(floor: FloorChoice): void {
    this.#fitBy({ floor });
  }

  /** Which numbers N counts in all fits. */
  setConvention(convention: ParameterConvention): void {
    this.#fitBy({ convention });
  }

  /** What fits minimise. */
  setLossFunction(loss: LossFunction): void {
    this.#fitBy({ loss });
  }

  /** Whether fits take the points of a run. */
  setFitted(id: string, fitted: boolean): void {
    this.#store.changeRun(id, (run) => ({ ...run, fitted }));
    if (this.state.phase !== 'idle')
      void this.#persistence.saveRuns(this.state.runs.filter(({ plan }) => plan.id === id));
    this.#fits.refit();
  }

  /** A trained model in files that other programs open; refuses with the reason where it was not kept. */
  async modelFiles(id: string, lane: number): Promise<ModelFiles | Refusal> {
    try {
      const run = this.#store.run(id);
      const weights = await this.#persistence.weights(id);
      if (run === undefined || weights === undefined) return { refused: this.#notSaved };
      return await this.trainer.modelFiles(run.plan, weights, lane);
    } catch (error) {
      return { refused: error instanceof Error ? error.message : String(error) };
    }
  }

  setLossView(lossView: LossView): void {
    this.#store.change({ lossView });
  }

  setTemperature(temperature: number): void {
    this.#store.change({ temperature });
  }

  /** Lets the latest model write. */
  async sample(): Promise<void> {
    await this.#sampling.sample();
    await this.#persistence.change({ samples: this.state.samples });
  }

  /** The trainer's process is gone: what is finished stays, nothing more can be trained. */
  fail(failure: string): void {
    const phase = this.state.phase === 'idle' ? 'idle' : 'ended';
    this.#store.change({ failure, phase, runs: this.state.runs.map((run) => abandoned(run, failure)) });
  }

  /** What must outlast the page is on disk before the page says it. */
  async #handleEvent(event: TrainerEvent): Promise<void> {
    const keeping = this.#persistence.saveEvent(event);
    if (keeping) await keeping;
    // Another GPU may have taken over.
    if (event.kind === 'started' && this.state.lostGpus > 0) {
      this.#store.change({ adapter: await this.trainer.probe() });
    }
    this.#store.changeRun(event.run, (run) => {
      const after = interruptedRun(applyEvent(run, event), event);
      return event.kind === 'progress' ? seenRun(after, this.#visibility) : after;
    });
  }

  /** While another tab trains, this one follows what that one keeps, and takes over when it is closed. */
  async #acquireLock(): Promise<void> {
    if (this.disk === undefined) return;
    const { tabLock } = this.disk;
    const otherTabTrains = !(await tabLock.acquire(() => void this.#takeOver()));
    this.#store.change({ otherTabTrains });
    tabLock.onWrite(() => {
      if (this.state.otherTabTrains) void this.#restore();
    });
  }

  async #takeOver(): Promise<void> {
    await this.#restore();
    this.#store.change({ otherTabTrains: false });
    await this.history.clear();
  }

  async #restore(): Promise<void> {
    await this.history.refresh();
    this.#open(await this.#persistence.latest());
  }

  /** Shows an experiment as it was kept; what is proposed where there is none. */
  #open(read: ReadExperiment | undefined): void {
    this.#fits.forget();
    if (read === undefined) {
      this.#store.change({ phase: 'idle', number: null, ranks: null, conclusion: null, samples: [] });
      this.#propose({});
      return;
    }
    const { number, fitting, samples, ranks } = read.saved;
    this.#touched = true;
    this.#store.change({ phase: 'ended', number, samples, ranks, conclusion: null, stopReason: '' });
    this.#propose(restoredSelection(read.saved));
    this.#show(read.runs.map((run) => located(run, this.base)));
    if (fitting !== undefined) this.#store.change({ fitOptions: fitting });
    this.#fits.refit();
  }

  get #notSaved(): string {
    const { weightBudget } = this.state.history;
    return `The weights of this run are not on disk: ${weightBudget / 1e6} MB are kept, and the oldest go first.`;
  }

  get #isFree(): boolean {
    if (this.state.otherTabTrains) return false;
    return this.state.phase === 'idle' || this.state.phase === 'ended';
  }

  /** While nothing has been done yet, what is proposed is shown at once. */
  #propose(choice: Partial<Selection>): void {
    const change = proposal({ ...this.#choice, ...choice }, `sweep${this.state.lastNumber + 1}`, this.base);
    this.#store.change(change);
    if (this.state.phase !== 'idle' || Object.keys(change.refusals).length > 0) return;
    this.#show(change.planned.map(queuedRun));
  }

  get #choice(): Selection {
    const { experiment, size, draft } = this.state;
    return { experiment, size, draft };
  }

  /** Puts the runs of the chosen experiment on the page, and its own choice of a floor with them. */
  #show(runs: readonly Run[]): void {
    const { experiment, fitOptions, shown } = this.state;
    const { floor } = experiment === shown ? fitOptions : presetOf(experiment);
    this.#store.change({ runs, shown: experiment, fitOptions: { ...fitOptions, floor } });
  }

  async #train(): Promise<void> {
    const { adapter, phase, planned, failure } = this.state;
    if (planned.length === 0 || adapter.kind !== 'adapter' || failure !== '') return;
    this.#begin(phase === 'idle' ? this.state.runs : planned.map(queuedRun));
    this.#store.change({ phase: 'running' });
    await this.#persistence.begin();
    void this.history.refresh();
    await this.#queue.run();
    this.#end();
  }

  /** Counts the words of a text. */
  async #count(): Promise<void> {
    this.#begin([]);
    this.#store.change({ ranks: await countWords(this.base) });
    await this.#persistence.begin();
    this.#end();
  }

  #begin(runs: readonly Run[]): void {
    this.#show(runs);
    this.#fits.forget();
    this.#store.change({ ranks: null, conclusion: null, samples: [], samplingFailure: '' });
    const number = this.state.lastNumber + 1;
    this.#store.change({ lostGpus: 0, stopReason: '', number, lastNumber: number });
  }

  #end(): void {
    this.#store.change({ phase: 'ended' });
    void Promise.resolve(this.#persistence.saveRuns(this.state.runs)).then(() => this.history.refresh());
    this.#judge();
    this.#propose({});
  }

  /** Once the experiment has ended for good and its fits are made; anew whenever they are made anew. */
  #judge(): void {
    const { analysis, phase, runs, ranks, shown } = this.state;
    if (phase !== 'ended' || analysis.pending !== null || canResume(this.state)) return;
    this.#store.change({ conclusion: conclusionOf(presetOf(shown).conclude({ runs, analysis, ranks })) });
  }

  /** Waits for the law of what has finished, and asks it about a run. What was predicted stays, also where training goes on. */
  async #predict(id: string): Promise<void> {
    const late = new Promise((resolve) => setTimeout(resolve, LAW_MILLISECONDS));
    await Promise.race([late, this.#fits.lawsMade()]);
    const { analysis, shown } = this.state;
    const [of] = presetOf(shown).laws;
    this.#store.changeRun(id, (run) => ({
      ...run,
      prediction: run.prediction ?? predict(analysis, run, of),
    }));
  }

  async #conclude(id: string): Promise<void> {
    if (this.#store.run(id)?.state !== 'finished') return;
    this.#fits.refit();
    if (this.state.phase === 'running') await this.sample();
  }

  #fitBy(choice: Partial<FitOptions>): void {
    const fitting = { ...this.state.fitOptions, ...choice };
    this.#store.change({ fitOptions: fitting });
    void this.#persistence.change({ fitting });
    this.#fits.refit();
  }
}
