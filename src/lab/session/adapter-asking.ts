import type { ProbeResult, Trainer } from '../../engine/trainer.ts';
import { errorWords } from '../../laws/refusal.ts';
import type { Store } from '../state/store.ts';
import type { RunEvents } from './run-events.ts';

/** The trainer gives the browser less time than this for an adapter and its device, so only a dead trainer is late. */
const TRAINER_MILLISECONDS = 60_000;

const SILENT: ProbeResult = {
  kind: 'none',
  cause: 'no-answer',
  detail: `the process that trains has said nothing for ${TRAINER_MILLISECONDS / 1000} s`,
};

/** Asks the trainer for its adapter. The answer always comes, in words if there is no adapter. */
export class AdapterAsking {
  #asked = 0;

  constructor(
    private readonly trainer: Trainer,
    private readonly store: Store,
    private readonly events: Pick<RunEvents, 'listen'>,
  ) {}

  /** Listens to the trainer and asks it. The last answer stays until then, and one that comes late is still shown. */
  async ask(): Promise<void> {
    const asked = ++this.#asked;
    const answer = this.#answer().then((adapter) => {
      if (asked === this.#asked) this.store.change({ adapter });
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        if (asked === this.#asked) this.store.change({ adapter: SILENT });
        resolve();
      }, TRAINER_MILLISECONDS);
    });
    await Promise.race([answer, late]);
    void answer.finally(() => clearTimeout(timer));
  }

  async #answer(): Promise<ProbeResult> {
    try {
      await this.events.listen();
      return await this.trainer.probe();
    } catch (error) {
      return { kind: 'none', cause: 'no-adapter', detail: errorWords(error) };
    }
  }
}
