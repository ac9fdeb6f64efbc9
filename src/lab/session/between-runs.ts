import { predict } from '../analysis/prediction.ts';
import { presetOf } from '../experiments/presets.ts';
import type { Writer } from '../runs/text-sample.ts';
import type { Store } from '../state/store.ts';
import { writerOf } from '../state/writers.ts';
import type { FitScheduler } from './fit-scheduler.ts';
import type { History } from './history.ts';
import type { OwnTexts } from './own-text/own-texts.ts';
import type { Persistence } from './persistence.ts';
import type { TextSampling } from './text-sampling.ts';

/** The next run does not wait longer than this for the law that predicts it. */
const LAW_MILLISECONDS = 10_000;

/** The work before and after each run of a sweep: first its text and its prediction, then the list of the disk, the fits and a sample. */
export class BetweenRuns {
  constructor(
    private readonly store: Store,
    private readonly fits: FitScheduler,
    private readonly sampling: TextSampling,
    private readonly persistence: Persistence,
    private readonly ownTexts: Pick<OwnTexts, 'bring'>,
    private readonly history: Pick<History, 'list'>,
  ) {}

  /** Brings the person's own text, waits for the current fit and saves its prediction in this run. A resumed run keeps its first prediction. */
  async before(id: string): Promise<void> {
    const run = this.store.run(id);
    if (run !== undefined) await this.ownTexts.bring(run.plan.corpus);
    const late = new Promise((resolve) => setTimeout(resolve, LAW_MILLISECONDS));
    await Promise.race([late, this.fits.lawsMade()]);
    const { analysis, shown } = this.store.state;
    const [of] = presetOf(shown).laws;
    this.store.changeRun(id, (now) => ({ ...now, prediction: now.prediction ?? predict(analysis, now, of) }));
  }

  /** When the sweep ends, the list of the disk already names the models of all its runs. */
  async after(id: string): Promise<void> {
    await this.history.list();
    if (this.store.run(id)?.state !== 'finished') return;
    this.fits.refit('runs');
    if (this.store.state.phase === 'running') await this.#write();
  }

  /** Lets the chosen model write a text, and saves it. Does nothing if none can write. */
  async sample(): Promise<void> {
    const writer = writerOf(this.store.state);
    if (writer !== null) await this.#write(writer);
  }

  /** Lets a model write a text, by default the one that was trained last, and saves it. */
  async #write(writer?: Writer): Promise<void> {
    await this.sampling.sample(writer);
    await this.persistence.change({ samples: this.store.state.samples });
  }
}
