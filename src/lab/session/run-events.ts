import type { AdapterReport, Trainer, TrainerEvent } from '../../engine/trainer.ts';
import { applyEvent } from '../runs/apply-event.ts';
import type { PageVisibility } from '../runs/page-visibility.ts';
import type { Run } from '../runs/run.ts';
import { trainedOn, type RunOrigin } from '../runs/run-origin.ts';
import { interruptedRun, seenRun } from '../runs/speed-void.ts';
import type { Store } from '../state/store.ts';
import type { Trunks } from '../runs/trunks.ts';
import { VERSION } from './version.ts';
import type { Persistence } from './persistence.ts';
import type { BrowserReport } from './read-browser.ts';
import { stopWords } from './stop-words.ts';

/** Handles each event of the trainer as it arrives. One that must outlast the page is shown once it is saved. */
export class RunEvents {
  /** Settles when every event received so far is handled. */
  #handled: Promise<unknown> = Promise.resolve();
  #saved: () => void = () => {};

  constructor(
    private readonly trainer: Trainer,
    private readonly store: Store,
    private readonly persistence: Persistence,
    private readonly visibility: PageVisibility,
    private readonly browser: BrowserReport,
    private readonly trunks: Trunks,
  ) {}

  listen(): Promise<void> {
    return this.trainer.listen((event) => {
      this.#handled = Promise.allSettled([this.#handled, this.#handle(event)]);
    });
  }

  /** Settles when a checkpoint or an end of a run is on disk that comes after the call. */
  nextSaved(): Promise<void> {
    return new Promise((resolve) => (this.#saved = resolve));
  }

  /** Settles when every event received before the call is handled. */
  async settled(): Promise<void> {
    await this.#handled;
  }

  async #handle(event: TrainerEvent): Promise<void> {
    const run = this.store.run(event.run);
    // A tab that let go of the lock shows what the other tab saves of the same run.
    if (run === undefined || this.store.state.otherTab !== null) return;
    const after = this.#after(run, event);
    if (event.kind === 'checkpoint') this.trunks.see(after, event);
    const saving = this.persistence.saveEvent(event, after);
    if (saving) await saving;
    if (event.kind === 'failed' && event.shared !== undefined) {
      this.store.change({ stopReason: stopWords(event.shared, event.message) });
    }
    // The run may have resumed on another GPU.
    if (event.kind === 'started' && this.store.state.lostGpus > 0) {
      this.store.change({ adapter: await this.trainer.probe() });
    }
    if (event.kind === 'checkpoint' || event.kind === 'finished') this.#saved();
    // A person may have changed the run meanwhile.
    this.store.changeRun(event.run, (now) => (now === run ? after : this.#after(now, event)));
    if (event.kind === 'started') this.#nameMachine(event.run);
  }

  /** Records in a run that has just started which machine trains it. */
  #nameMachine(id: string): void {
    const { adapter } = this.store.state;
    if (adapter.kind !== 'adapter') return;
    this.store.changeRun(id, (run) => trainedOn(run, this.#originOn(adapter)));
  }

  #originOn({ name, software }: AdapterReport): RunOrigin {
    return { adapter: name, software, ...this.browser, date: Date.now(), version: VERSION };
  }

  #after(run: Run, event: TrainerEvent): Run {
    const after = interruptedRun(applyEvent(run, event), event);
    return event.kind === 'progress' ? seenRun(after, this.visibility) : after;
  }
}
