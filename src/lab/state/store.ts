import type { ExperimentState } from './state.ts';
import type { Run } from '../runs/run.ts';

/** Stores an experiment's state. Code outside the lab only reads it. */
export class Store {
  #state: ExperimentState;
  readonly #listeners = new Set<() => void>();

  constructor(state: ExperimentState) {
    this.#state = state;
  }

  get state(): ExperimentState {
    return this.#state;
  }

  /** @returns ends the subscription */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  change(patch: Partial<ExperimentState>): void {
    this.#state = { ...this.#state, ...patch };
    for (const listener of this.#listeners) listener();
  }

  /** Replaces one run; an id that is not of this sweep changes nothing. */
  changeRun(id: string, change: (run: Run) => Run): void {
    const { runs } = this.#state;
    if (!runs.some((run) => run.plan.id === id)) return;
    this.change({ runs: runs.map((run) => (run.plan.id === id ? change(run) : run)) });
  }

  run(id: string): Run | undefined {
    return this.#state.runs.find((run) => run.plan.id === id);
  }

  /** Settles as soon as the condition holds. */
  until(holds: (state: ExperimentState) => boolean): Promise<void> {
    if (holds(this.#state)) return Promise.resolve();
    return new Promise((resolve) => {
      const end = this.subscribe(() => {
        if (!holds(this.#state)) return;
        end();
        resolve();
      });
    });
  }
}
