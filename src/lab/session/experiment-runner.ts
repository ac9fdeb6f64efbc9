import { isRefusal } from '../../laws/refusal.ts';
import { presetOf } from '../experiments/presets.ts';
import { queuedRun, type Run } from '../runs/run.ts';
import { canResume, waitingAgain } from '../state/can-resume.ts';
import { startRefusals } from '../state/start-refusals.ts';
import { isFree, type ExperimentState } from '../state/state.ts';
import type { Store } from '../state/store.ts';
import type { Choosing } from './choosing.ts';
import type { FitScheduler } from './fit-scheduler.ts';
import type { History } from './history.ts';
import type { OwnTexts } from './own-text/own-texts.ts';
import type { MemoryGate } from './before-start/memory-gate.ts';
import type { Persistence } from './persistence.ts';
import type { SweepQueue } from './sweep-queue.ts';

/** Runs an experiment from Start to its end: trains its runs, or counts the words of its text. */
export class ExperimentRunner {
  constructor(
    private readonly store: Store,
    private readonly memory: MemoryGate,
    private readonly queue: SweepQueue,
    private readonly choosing: Choosing,
    private readonly fits: FitScheduler,
    private readonly persistence: Persistence,
    private readonly history: History,
    private readonly base: string,
    private readonly ownTexts: Pick<OwnTexts, 'countWords'>,
  ) {}

  /**
   * Runs the chosen experiment. Nothing happens while settings are refused, runs are too large for the GPU, another
   * experiment runs, or the disk has not answered. Training needs an adapter.
   */
  async start(): Promise<void> {
    await this.memory.settled();
    if (!this.#mayBegin) return;
    const { measures } = presetOf(this.store.state.experiment);
    switch (measures) {
      case 'runs':
        return this.#train();
      case 'text':
        return this.#count();
      // Nothing starts: its runs come from a table.
      case 'table':
        return;
      case 'nothing':
        return this.#conclude();
      default:
        throw new Error(`no such measure: ${String(measures satisfies never)}`);
    }
  }

  /** Counts the words of the text. Without the text nothing begins, and the state says why. */
  async #count(): Promise<void> {
    const { phase } = this.store.state;
    if (Object.keys(startRefusals(this.store.state)).length > 0) return;
    this.store.change({ phase: 'running', stopReason: '' });
    const { countWords } = await import('./count-words.ts');
    const ranks = await countWords(this.store.state.draft.corpus, this.base, this.ownTexts);
    if (isRefusal(ranks)) return this.store.change({ phase, stopReason: ranks.refused });
    return this.#conclude({ ranks });
  }

  /** An experiment without runs ends as it begins. */
  async #conclude(measured: Partial<Pick<ExperimentState, 'ranks'>> = {}): Promise<void> {
    this.#begin([]);
    this.store.change(measured);
    await this.persistence.begin();
    this.#end();
  }

  /** Trains the runs that a person stopped or an earlier visit left unfinished. Nothing happens without such runs or without an adapter. */
  async resume(): Promise<void> {
    const { state } = this.store;
    if (!this.#mayBegin || !canResume(state) || !this.#canTrain) return;
    const runs = state.runs.map(waitingAgain);
    this.store.change({ runs, phase: 'running', lostGpus: 0, stopReason: '' });
    await this.queue.run();
    this.#end();
  }

  async #train(): Promise<void> {
    const { phase, planned, recorded, runs } = this.store.state;
    const refused = Object.keys(startRefusals(this.store.state)).length > 0;
    if (planned.length === 0 || refused || !this.#canTrain) return;
    // Before the first start a person may have chosen which of the planned runs the law uses.
    this.#begin(phase === 'idle' && recorded === null ? runs : planned.map(queuedRun));
    this.store.change({ phase: 'running' });
    await this.persistence.begin();
    void this.history.refresh();
    await this.queue.run();
    this.#end();
  }

  get #mayBegin(): boolean {
    return isFree(this.store.state) && !this.store.state.awaitsDisk;
  }

  get #canTrain(): boolean {
    const { adapter, failure } = this.store.state;
    return adapter.kind === 'adapter' && failure === '';
  }

  #begin(runs: readonly Run[]): void {
    const { experiment, size, draft, lastNumber } = this.store.state;
    const number = lastNumber + 1;
    this.choosing.show(runs);
    this.store.change({ notice: null, chosen: true, begun: { experiment, size, draft } });
    this.fits.forget();
    this.store.change({ ranks: null, samples: [], samplingFailure: '' });
    this.store.change({ lostGpus: 0, stopReason: '', number, lastNumber: number });
  }

  #end(): void {
    this.store.change({ phase: 'ended' });
    void Promise.resolve(this.persistence.saveRuns(this.store.state.runs)).then(() => this.history.refresh());
    this.choosing.propose();
  }
}
