import type { ModelFiles, Trainer, TrainerEvent } from '../engine/trainer.ts';
import type { FitOptions } from '../laws/analysis/request.ts';
import type { FloorChoice } from '../laws/power-law/choose-floor.ts';
import type { ParameterConvention } from '../laws/counting/parameter-convention.ts';
import { isRefusal } from '../laws/refusal.ts';
import type { Analyst } from './analysis/analyst.ts';
import type { ReadExperiment } from './storage/archive.ts';
import type { Disk } from './storage/disk.ts';
import { canGoOn } from './session/can-resume.ts';
import { conclusionOf } from './experiments/conclusion.ts';
import { countWords } from './session/count-words.ts';
import {
  initialState,
  proposal,
  suggestion,
  type Choice,
  type ExperimentState,
  type LossView,
} from './state/state.ts';
import type { ExperimentId, ExperimentSize } from './experiments/preset.ts';
import type { Refusal } from '../laws/refusal.ts';
import { presetOf } from './experiments/presets.ts';
import { History } from './session/history.ts';
import { Importer } from './session/importer.ts';
import type { Reader } from './files/start-reader.ts';
import { Keeper } from './session/persistence.ts';
import { located } from './storage/located.ts';
import { PageView } from './runs/page-visibility.ts';
import { predict } from './analysis/prediction.ts';
import { FULL_SWEEP, QUICK_SWEEP } from './plan/recipe.ts';
import { Refitter } from './session/refitter.ts';
import { abandoned, isUnderWay, queuedRun, type Run } from './runs/run.ts';
import { runAfter } from './runs/apply-event.ts';
import { hiddenRun, interruptedRun, seenRun } from './runs/speed-void.ts';
import { Store } from './state/store.ts';
import { SweepQueue } from './session/sweep-queue.ts';
import { draftOf, type SweepDraft } from './plan/sweep-settings.ts';
import { Writer } from './session/text-sampling.ts';
import type { LossFunction } from '../laws/stats/huber.ts';

/** A law that takes longer foretells nothing of the next run, which is not to wait for it. */
const LAW_MILLISECONDS = 10_000;

/** Where there is no reader. */
const refuseFiles: Reader = async () => ({ refused: 'files cannot be read here.' });

/** One experiment: its state to read, and everything a person can do to it. */
export class Lab {
  readonly #store: Store;
  readonly #queue: SweepQueue;
  readonly #writer: Writer;
  readonly #refitter: Refitter;
  readonly #keeper: Keeper;
  /** Everything a person can do to what is kept. */
  readonly history: History;
  /** Takes in files and links. */
  readonly importer: Importer;
  readonly #view = new PageView();
  /** Settles when every event that has come has been taken in. */
  #hearing: Promise<unknown> = Promise.resolve();
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
    this.#writer = new Writer(trainer, this.#store);
    this.#refitter = new Refitter(analyst, this.#store, () => this.#judge());
    this.#keeper = new Keeper(trainer, this.#store, disk);
    this.history = new History(this.#keeper, this.#store, (read) => this.#open(read));
    this.importer = new Importer(reader, trainer, this.#keeper, this.#store, base, {
      propose: (choice) => this.#take(choice),
      show: (read) => this.#open(read),
      list: () => this.history.refresh(),
      goOn: () => this.goOn(),
    });
    this.#queue = new SweepQueue(trainer, this.#store, {
      before: (id) => this.#foretell(id),
      after: (id) => this.#conclude(id),
      checkpoint: (id) => this.#keeper.checkpoint(id),
      heard: async () => void (await this.#hearing),
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
    await this.#takeSeat();
    await this.#restore();
    await this.history.clear();
    await this.trainer.listen((event) => {
      this.#hearing = Promise.allSettled([this.#hearing, this.#hear(event)]);
    });
    const adapter = await this.trainer.probe();
    this.#store.change({ adapter });
    const software = adapter.kind === 'adapter' && adapter.software;
    if (software && !this.#touched) this.#propose({ size: 'quick', draft: draftOf(QUICK_SWEEP) });
  }

  /** Proposes an experiment in one of its sizes; nothing happens while runs are trained. */
  choose(experiment: ExperimentId, size: ExperimentSize): void {
    if (!this.#isFree) return;
    this.#touched = true;
    this.#store.change({ suggestion: null });
    this.#propose({ experiment, size, draft: draftOf(size === 'full' ? FULL_SWEEP : QUICK_SWEEP) });
  }

  /** Proposes what came from elsewhere. */
  #take(choice: Choice): void {
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

  /** Puts the sweep over widths into the form that should determine the exponent best in some minutes. */
  suggest(minutes: number): void {
    if (!this.#isFree) return;
    const suggested = suggestion(this.state, minutes, this.base);
    if (suggested !== null && !isRefusal(suggested)) {
      const { lanes, tokens, widths } = suggested;
      const sweep = { widths: widths.join(', '), tokens: tokens.toLocaleString('en'), lanes: String(lanes) };
      this.edit({ ...this.state.draft, ...sweep });
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
        await this.#keeper.begin();
        return this.#end();
      default:
        throw new Error(`no such measure: ${String(measures satisfies never)}`);
    }
  }

  /** Trains what an earlier visit left unfinished. Nothing happens where there is none, or no adapter. */
  async goOn(): Promise<void> {
    const { adapter, trouble, watching } = this.state;
    if (watching || !canGoOn(this.state) || adapter.kind !== 'adapter' || trouble !== '') return;
    this.#store.change({ conclusion: null, phase: 'running', lostGpus: 0, advice: '' });
    await this.#queue.run();
    this.#end();
  }

  /** Whether the page is hidden: speeds measured meanwhile say nothing. */
  setHidden(hidden: boolean): void {
    this.#view.setHidden(hidden);
    if (hidden) this.#store.change({ runs: this.state.runs.map(hiddenRun) });
  }

  /** Has the run under way kept as it is now: the page may be about to end. */
  async keep(): Promise<void> {
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
      void this.#keeper.keepRuns(this.state.runs.filter(({ plan }) => plan.id === id));
    this.#refitter.refit();
  }

  /** A trained model in files that other programs open; refuses with the reason where it was not kept. */
  async modelFiles(id: string, lane: number): Promise<ModelFiles | Refusal> {
    try {
      const run = this.#store.run(id);
      const weights = await this.#keeper.weights(id);
      if (run === undefined || weights === undefined) return { refused: this.#notKept };
      return await this.trainer.modelFiles(run.plan, weights, lane);
    } catch (error) {
      return { refused: error instanceof Error ? error.message : String(error) };
    }
  }

  look(lossView: LossView): void {
    this.#store.change({ lossView });
  }

  setTemperature(temperature: number): void {
    this.#store.change({ temperature });
  }

  /** Lets the latest model write. */
  async sample(): Promise<void> {
    await this.#writer.write();
    await this.#keeper.change({ samples: this.state.samples });
  }

  /** The trainer's process is gone: what is finished stays, nothing more can be trained. */
  fail(trouble: string): void {
    const phase = this.state.phase === 'idle' ? 'idle' : 'ended';
    this.#store.change({ trouble, phase, runs: this.state.runs.map((run) => abandoned(run, trouble)) });
  }

  /** What must outlast the page is on disk before the page says it. */
  async #hear(event: TrainerEvent): Promise<void> {
    const keeping = this.#keeper.hear(event);
    if (keeping) await keeping;
    // Another GPU may have taken over.
    if (event.kind === 'started' && this.state.lostGpus > 0) {
      this.#store.change({ adapter: await this.trainer.probe() });
    }
    this.#store.changeRun(event.run, (run) => {
      const after = interruptedRun(runAfter(run, event), event);
      return event.kind === 'progress' ? seenRun(after, this.#view) : after;
    });
  }

  /** While another tab trains, this one follows what that one keeps, and takes over when it is closed. */
  async #takeSeat(): Promise<void> {
    if (this.disk === undefined) return;
    const { seat } = this.disk;
    const watching = !(await seat.take(() => void this.#takeOver()));
    this.#store.change({ watching });
    seat.watch(() => {
      if (this.state.watching) void this.#restore();
    });
  }

  async #takeOver(): Promise<void> {
    await this.#restore();
    this.#store.change({ watching: false });
    await this.history.clear();
  }

  async #restore(): Promise<void> {
    await this.history.refresh();
    this.#open(await this.#keeper.latest());
  }

  /** Shows an experiment as it was kept; what is proposed where there is none. */
  #open(read: ReadExperiment | undefined): void {
    this.#refitter.forget();
    if (read === undefined) {
      this.#store.change({ phase: 'idle', number: null, ranks: null, conclusion: null, samples: [] });
      this.#propose({});
      return;
    }
    const { number, experiment, size, draft, fitting, samples, ranks } = read.kept;
    this.#touched = true;
    this.#store.change({ phase: 'ended', number, samples, ranks, conclusion: null, advice: '' });
    this.#propose({ experiment, size, draft });
    this.#show(read.runs.map((run) => located(run, this.base)));
    if (fitting !== undefined) this.#store.change({ fitting });
    this.#refitter.refit();
  }

  get #notKept(): string {
    const { weightBudget } = this.state.history;
    return `The weights of this run are not on disk: ${weightBudget / 1e6} MB are kept, and the oldest go first.`;
  }

  get #isFree(): boolean {
    if (this.state.watching) return false;
    return this.state.phase === 'idle' || this.state.phase === 'ended';
  }

  /** While nothing has been done yet, what is proposed is shown at once. */
  #propose(choice: Partial<Choice>): void {
    const change = proposal({ ...this.#choice, ...choice }, `sweep${this.state.lastNumber + 1}`, this.base);
    this.#store.change(change);
    if (this.state.phase !== 'idle' || Object.keys(change.refusals).length > 0) return;
    this.#show(change.planned.map(queuedRun));
  }

  get #choice(): Choice {
    const { experiment, size, draft } = this.state;
    return { experiment, size, draft };
  }

  /** Puts the runs of the chosen experiment on the page, and its own choice of a floor with them. */
  #show(runs: readonly Run[]): void {
    const { experiment, fitting, shown } = this.state;
    const { floor } = experiment === shown ? fitting : presetOf(experiment);
    this.#store.change({ runs, shown: experiment, fitting: { ...fitting, floor } });
  }

  async #train(): Promise<void> {
    const { adapter, phase, planned, trouble } = this.state;
    if (planned.length === 0 || adapter.kind !== 'adapter' || trouble !== '') return;
    this.#begin(phase === 'idle' ? this.state.runs : planned.map(queuedRun));
    this.#store.change({ phase: 'running' });
    await this.#keeper.begin();
    void this.history.refresh();
    await this.#queue.run();
    this.#end();
  }

  /** Counts the words of a text. */
  async #count(): Promise<void> {
    this.#begin([]);
    this.#store.change({ ranks: await countWords(this.base) });
    await this.#keeper.begin();
    this.#end();
  }

  #begin(runs: readonly Run[]): void {
    this.#show(runs);
    this.#refitter.forget();
    this.#store.change({ ranks: null, conclusion: null, samples: [], sampleTrouble: '' });
    const number = this.state.lastNumber + 1;
    this.#store.change({ lostGpus: 0, advice: '', number, lastNumber: number });
  }

  #end(): void {
    this.#store.change({ phase: 'ended' });
    void Promise.resolve(this.#keeper.keepRuns(this.state.runs)).then(() => this.history.refresh());
    this.#judge();
    this.#propose({});
  }

  /** Once the experiment has ended for good and its fits are made; anew whenever they are made anew. */
  #judge(): void {
    const { analysis, phase, runs, ranks, shown } = this.state;
    if (phase !== 'ended' || analysis.pending !== null || canGoOn(this.state)) return;
    this.#store.change({ conclusion: conclusionOf(presetOf(shown).conclude({ runs, analysis, ranks })) });
  }

  /** Waits for the law of what has finished, and asks it about a run. What was foretold stays, also where training goes on. */
  async #foretell(id: string): Promise<void> {
    const late = new Promise((resolve) => setTimeout(resolve, LAW_MILLISECONDS));
    await Promise.race([late, this.#refitter.lawsMade()]);
    const { analysis, shown } = this.state;
    const [of] = presetOf(shown).laws;
    this.#store.changeRun(id, (run) => ({
      ...run,
      prediction: run.prediction ?? predict(analysis, run, of),
    }));
  }

  async #conclude(id: string): Promise<void> {
    if (this.#store.run(id)?.state !== 'finished') return;
    this.#refitter.refit();
    if (this.state.phase === 'running') await this.sample();
  }

  #fitBy(choice: Partial<FitOptions>): void {
    const fitting = { ...this.state.fitting, ...choice };
    this.#store.change({ fitting });
    void this.#keeper.change({ fitting });
    this.#refitter.refit();
  }
}
