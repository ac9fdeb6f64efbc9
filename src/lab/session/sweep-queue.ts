import { errorWords } from '../../laws/refusal.ts';
import type { Checkpoint, RunPlan, Trainer } from '../../engine/trainer.ts';
import { abandoned, hasEnded, isUnderWay, type Run, type RunState } from '../runs/run.ts';
import { queuedAgain, resumedRun } from '../runs/resume.ts';
import type { Store } from '../state/store.ts';
import type { Persistence } from './persistence.ts';
import type { RunEvents } from './run-events.ts';
import type { Trunks } from '../runs/trunks.ts';
import { LOST_TOO_OFTEN, MOST_LOSSES } from './stop-words.ts';

/** The longest wait for the last events after the trainer has settled, because they arrive on another port. */
const STRAGGLERS_MILLISECONDS = 2000;

/** The longest wait for the state of a run to be on disk, and for the trainer to let go of it. */
const SAVE_MILLISECONDS = 5000;

/** The lab's work before and after each run. */
export interface AroundRun {
  before(id: string): Promise<void>;
  after(id: string): Promise<void>;
}

/**
 * Trains the runs of the sweep that have not ended, one after another. A failed run does not end the sweep, unless its
 * cause would fail every run: then it and the others wait to be resumed. When the GPU is lost, the run resumes by itself
 * from its last checkpoint, on any GPU that is then available.
 */
export class SweepQueue {
  /** GPUs lost since a run last made progress. */
  #losses = 0;
  /** Counts the calls of `run` and `suspend`: an earlier call of `run` then changes nothing more. */
  #turn = 0;
  /** Settles when the trainer has ended its last run. */
  #trained: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly trainer: Trainer,
    private readonly store: Store,
    private readonly persistence: Pick<Persistence, 'checkpoint'>,
    private readonly events: Pick<RunEvents, 'settled' | 'nextSaved'>,
    private readonly around: AroundRun,
    private readonly trunks: Trunks,
  ) {}

  /** Trains while the phase is `running`, and sets it to `ended`. Only the first run does not wait for its kernels to be chosen. */
  async run(): Promise<void> {
    const turn = ++this.#turn;
    let isFirst = true;
    for (const { plan, state } of this.store.state.runs.filter((run) => !hasEnded(run))) {
      const branch = state === 'queued' ? this.trunks.branchOf(plan) : undefined;
      const from = state === 'queued' ? branch?.from : await this.persistence.checkpoint(plan.id);
      if (!(await this.#continues())) break;
      await this.around.before(plan.id);
      if (!(await this.#continues())) break;
      if (!isFirst && from === undefined) await this.#chooseKernels(plan);
      if (!(await this.#continues())) break;
      isFirst = false;
      if (branch) this.store.changeRun(plan.id, (run) => ({ ...run, ...branch.begun }));
      await this.#trainThrough(plan.id, from);
      if (turn !== this.#turn) return;
      if (this.#losses >= MOST_LOSSES) return this.#giveUp();
      if (this.store.state.stopReason !== '') return this.store.change({ phase: 'ended' });
      await this.around.after(plan.id);
    }
    if (turn !== this.#turn) return;
    this.trunks.clear();
    this.store.change({ phase: 'ended', runs: this.store.state.runs.map((run) => abandoned(run, '')) });
  }

  /**
   * Ends the sweep here, so that another tab can resume it: the state of the run under way is saved first.
   * @param leave called when nothing more may be saved from here
   */
  async suspend(leave: () => void): Promise<void> {
    const { phase, runs } = this.store.state;
    if (phase === 'running' && runs.some((run) => run.state === 'training')) {
      const saved = this.events.nextSaved();
      await this.trainer.pause();
      await Promise.race([saved, wait(SAVE_MILLISECONDS)]);
    }
    this.#turn += 1;
    leave();
    if (phase === 'idle' || phase === 'ended') return;
    const isBusy = this.#isBusy;
    this.store.change({ phase: 'ended', runs: this.store.state.runs.map(resumable) });
    if (isBusy) await this.trainer.stop();
    await Promise.race([this.#trained, wait(SAVE_MILLISECONDS)]);
  }

  async pause(): Promise<void> {
    if (this.store.state.phase !== 'running') return;
    this.#setPaused(true);
    await this.trainer.pause();
  }

  async resume(): Promise<void> {
    if (this.store.state.phase !== 'paused') return;
    this.#setPaused(false);
    await this.trainer.resume();
  }

  async stop(): Promise<void> {
    const { phase } = this.store.state;
    if (phase !== 'running' && phase !== 'paused') return;
    this.store.change({ phase: 'stopping' });
    if (this.#isBusy) await this.trainer.stop();
  }

  /** Saves the run under way, while it goes on. */
  async save(): Promise<void> {
    if (this.store.state.runs.some(isUnderWay)) await this.trainer.checkpoint();
  }

  /** Ends everything, because the trainer's process has ended. */
  fail(failure: string): void {
    const { phase, runs } = this.store.state;
    this.store.change({
      failure,
      tuning: false,
      phase: phase === 'idle' ? 'idle' : 'ended',
      runs: runs.map((run) => abandoned(run, failure)),
    });
  }

  /** Whether the trainer has something to stop. */
  get #isBusy(): boolean {
    return this.store.state.tuning || this.store.state.runs.some(isUnderWay);
  }

  /** Lets the trainer measure which kernels train a run fastest. A pause or stop ends it, and then nothing is chosen. */
  async #chooseKernels(plan: RunPlan): Promise<void> {
    const isDue = await this.trainer.needsTuning(plan).catch(() => false);
    if (!isDue || this.store.state.phase !== 'running') return;
    this.store.change({ tuning: true });
    const tuning = this.trainer.tune(plan).catch(() => {});
    this.#trained = tuning;
    await tuning;
    this.store.change({ tuning: false });
  }

  /** Waits while the sweep is paused. @returns whether it continues */
  async #continues(): Promise<boolean> {
    await this.store.until(({ phase }) => phase !== 'paused');
    return this.store.state.phase === 'running';
  }

  /** Trains a run to its end, and resumes it after lost GPUs. */
  async #trainThrough(id: string, from: Checkpoint | undefined): Promise<void> {
    let last = from;
    await this.#train(id, last);
    while (this.store.run(id)?.state === 'lost') {
      const next = await this.persistence.checkpoint(id);
      this.#losses = stepOf(next) > stepOf(last) ? 1 : this.#losses + 1;
      this.store.change({ lostGpus: this.store.state.lostGpus + 1 });
      await this.store.until(({ phase }) => phase !== 'paused');
      if (this.#losses >= MOST_LOSSES) return;
      if (this.store.state.phase !== 'running') return this.store.changeRun(id, stopped);
      last = next;
      await this.#train(id, last);
    }
    this.#losses = 0;
  }

  /** Ends the sweep. Runs that have not ended can be resumed. */
  #giveUp(): void {
    this.#losses = 0;
    const runs = this.store.state.runs.map((run): Run =>
      run.state === 'lost' ? { ...run, state: 'paused' } : run,
    );
    this.store.change({ phase: 'ended', stopReason: LOST_TOO_OFTEN, runs });
  }

  async #train(id: string, from: Checkpoint | undefined): Promise<void> {
    const run = this.store.run(id);
    if (run === undefined) return;
    this.store.changeRun(id, from === undefined ? loadingFromStart : (waiting) => resumedRun(waiting, from));
    try {
      const keepAt = this.trunks.keepAt(run.plan, this.store.state.runs);
      const training = this.trainer.train(run.plan, from, keepAt);
      this.#trained = training.catch(() => {});
      await training;
      await this.#lastEvents(id);
    } catch (error) {
      this.#fail(id, errorWords(error));
    }
  }

  async #lastEvents(id: string): Promise<void> {
    const turn = this.#turn;
    await Promise.race([wait(STRAGGLERS_MILLISECONDS), this.store.until(() => this.#settled(id))]);
    await this.events.settled();
    if (turn === this.#turn && !this.#settled(id))
      this.#fail(id, 'The trainer ended this run without a result.');
  }

  #settled(id: string): boolean {
    const run = this.store.run(id);
    const { otherTab, stopReason } = this.store.state;
    return (
      run === undefined || hasEnded(run) || run.state === 'lost' || stopReason !== '' || otherTab !== null
    );
  }

  #fail(id: string, failure: string): void {
    this.store.changeRun(id, (run) => ({ ...run, state: 'failed', failure }));
  }

  #setPaused(paused: boolean): void {
    const { runs } = this.store.state;
    this.store.change({
      phase: paused ? 'paused' : 'running',
      runs: runs.map((run) => (isUnderWay(run) ? { ...run, state: paused ? 'paused' : going(run) } : run)),
    });
  }
}

function stepOf(checkpoint: Checkpoint | undefined): number {
  return checkpoint?.step ?? 0;
}

/** A run that another tab can resume: at its checkpoint if it has one, else from its start. */
function resumable(run: Run): Run {
  return isUnderWay(run) ? { ...run, state: run.step > 0 ? 'paused' : 'queued' } : run;
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function stopped(run: Run): Run {
  return { ...run, state: 'stopped' };
}

function loadingFromStart(run: Run): Run {
  return { ...queuedAgain(run), state: 'loading' };
}

/** The state of a run that continues. A run uses GPU memory from its start. */
function going(run: Run): RunState {
  return run.bytesHeld > 0 ? 'training' : 'loading';
}
