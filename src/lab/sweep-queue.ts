import type { Trainer } from '../engine/trainer.ts';
import { abandoned, hasEnded, isUnderWay, type Run, type RunState } from './run.ts';
import type { Store } from './store.ts';

/** Time for the last events to arrive after the trainer has settled; they travel on another port. */
const STRAGGLERS_MILLISECONDS = 2000;

/** What the lab does around each run. */
export interface AroundRun {
  before(id: string): Promise<void>;
  after(id: string): Promise<void>;
}

/** Trains the sweep's runs one after another; a failed one does not end the sweep. */
export class SweepQueue {
  constructor(
    private readonly trainer: Trainer,
    private readonly store: Store,
    private readonly around: AroundRun,
  ) {}

  async run(): Promise<void> {
    this.store.change({ phase: 'running' });
    for (const { plan } of this.store.state.runs) {
      if (!(await this.#goesOn())) break;
      await this.around.before(plan.id);
      if (!(await this.#goesOn())) break;
      await this.#train(plan.id);
      await this.around.after(plan.id);
    }
    this.store.change({ phase: 'ended', runs: this.store.state.runs.map((run) => abandoned(run, '')) });
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
    const { phase, runs } = this.store.state;
    if (phase !== 'running' && phase !== 'paused') return;
    this.store.change({ phase: 'stopping' });
    if (runs.some(isUnderWay)) await this.trainer.stop();
  }

  /** Whether the sweep is to go on, once it is no longer paused. */
  async #goesOn(): Promise<boolean> {
    await this.store.until(({ phase }) => phase !== 'paused');
    return this.store.state.phase === 'running';
  }

  async #train(id: string): Promise<void> {
    const run = this.store.run(id);
    if (run === undefined) return;
    this.store.changeRun(id, (queued) => ({ ...queued, state: 'loading' }));
    try {
      await this.trainer.train(run.plan);
      await this.#lastEvents(id);
    } catch (error) {
      this.#fail(id, error instanceof Error ? error.message : String(error));
    }
  }

  async #lastEvents(id: string): Promise<void> {
    const late = new Promise((resolve) => setTimeout(resolve, STRAGGLERS_MILLISECONDS));
    await Promise.race([late, this.store.until(() => this.#ended(id))]);
    if (!this.#ended(id)) this.#fail(id, 'The trainer ended this run without saying how.');
  }

  #ended(id: string): boolean {
    const run = this.store.run(id);
    return run === undefined || hasEnded(run);
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

/** A run holds GPU memory from the moment it has started. */
function going(run: Run): RunState {
  return run.bytesHeld > 0 ? 'training' : 'loading';
}
