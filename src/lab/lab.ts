import type { Trainer, TrainerEvent } from '../engine/trainer.ts';
import type { FloorChoice } from '../laws/choose-law.ts';
import { initialState, proposal, type ExperimentState, type LossView } from './experiment.ts';
import { fitRuns } from './fit-runs.ts';
import { predict } from './prediction.ts';
import { QUICK_SWEEP } from './recipe.ts';
import { abandoned, queuedRun } from './run.ts';
import { runAfter } from './run-after.ts';
import { Store } from './store.ts';
import { SweepQueue } from './sweep-queue.ts';
import { draftOf, type SweepDraft } from './sweep-settings.ts';
import { Writer } from './writer.ts';

/** One experiment: its state to read, and everything a person can do to it. */
export class Lab {
  readonly #store: Store;
  readonly #queue: SweepQueue;
  readonly #writer: Writer;
  /** Sweeps begun on this page; part of the runs' ids. */
  #sweeps = 0;
  #edited = false;

  /** @param base address of the page, against which files are found */
  constructor(
    private readonly trainer: Trainer,
    private readonly base: string,
  ) {
    this.#store = new Store(initialState(base));
    this.#writer = new Writer(trainer, this.#store);
    this.#queue = new SweepQueue(trainer, this.#store, {
      before: (id) => this.#foretell(id),
      after: (id) => this.#conclude(id),
    });
  }

  get state(): ExperimentState {
    return this.#store.state;
  }

  /** @returns ends the subscription */
  subscribe(listener: () => void): () => void {
    return this.#store.subscribe(listener);
  }

  /** Begins to listen to the trainer and asks for its adapter; a software one proposes the quick sweep. */
  async open(): Promise<void> {
    await this.trainer.listen((event) => this.#hear(event));
    const adapter = await this.trainer.probe();
    this.#store.change({ adapter });
    const software = adapter.kind === 'adapter' && adapter.software;
    if (software && !this.#edited) this.#propose(draftOf(QUICK_SWEEP));
  }

  /** Takes the form's text as it stands. */
  edit(draft: SweepDraft): void {
    this.#edited = true;
    this.#propose(draft);
  }

  /** Trains the planned sweep. Nothing happens while settings are refused, a sweep goes on or no adapter is there. */
  async start(): Promise<void> {
    const { adapter, phase, planned, trouble } = this.state;
    const free = phase === 'idle' || phase === 'ended';
    if (!free || planned.length === 0 || adapter.kind !== 'adapter' || trouble !== '') return;
    const runs = phase === 'idle' ? this.state.runs : planned.map(queuedRun);
    this.#store.change({ runs, law: null, samples: [], sampleTrouble: '' });
    this.#sweeps += 1;
    await this.#queue.run();
    this.#propose(this.state.draft);
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
    this.#store.change({ floor });
    this.#refit();
  }

  /** Whether the law takes the points of a run. */
  setFitted(id: string, fitted: boolean): void {
    this.#store.changeRun(id, (run) => ({ ...run, fitted }));
    this.#refit();
  }

  look(lossView: LossView): void {
    this.#store.change({ lossView });
  }

  setTemperature(temperature: number): void {
    this.#store.change({ temperature });
  }

  /** Lets the latest model write. */
  sample(): Promise<void> {
    return this.#writer.write();
  }

  /** The trainer's process is gone: what is finished stays, nothing more can be trained. */
  fail(trouble: string): void {
    const phase = this.state.phase === 'idle' ? 'idle' : 'ended';
    this.#store.change({ trouble, phase, runs: this.state.runs.map((run) => abandoned(run, trouble)) });
  }

  #hear(event: TrainerEvent): void {
    this.#store.changeRun(event.run, (run) => runAfter(run, event));
  }

  #propose(draft: SweepDraft): void {
    const change = proposal(draft, `sweep${this.#sweeps + 1}`, this.base);
    const shown = this.state.phase === 'idle' && change.planned.length > 0;
    this.#store.change({ ...change, runs: shown ? change.planned.map(queuedRun) : this.state.runs });
  }

  #foretell(id: string): void {
    const { law } = this.state;
    this.#store.changeRun(id, (run) => ({ ...run, prediction: predict(law, run) }));
  }

  async #conclude(id: string): Promise<void> {
    if (this.#store.run(id)?.state !== 'finished') return;
    this.#refit();
    if (this.state.phase === 'running') await this.#writer.write();
  }

  #refit(): void {
    const { floor, runs } = this.state;
    if (runs.some((run) => run.state === 'finished')) this.#store.change({ law: fitRuns(runs, floor) });
  }
}
