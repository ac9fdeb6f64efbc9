import type { Trainer } from '../../../engine/trainer.ts';
import { isFree } from '../../state/state.ts';
import type { Store } from '../../state/store.ts';

/** Lets the trainer load the text of the planned runs before Start, as soon as there is an adapter that can train them. */
export class TextPreparing {
  /** The corpus that was asked for last, as JSON. */
  #asked = '';

  /** @param savesData whether the person asks pages to load no more than is needed; then nothing is loaded early */
  constructor(
    private readonly trainer: Pick<Trainer, 'prepare'>,
    private readonly store: Store,
    private readonly savesData: () => boolean,
  ) {
    store.subscribe(() => this.#follow());
  }

  #follow(): void {
    const { state } = this.store;
    const corpus = state.planned[0]?.plan.corpus;
    // The trainer keeps one corpus, and runs under way need theirs.
    if (state.adapter.kind !== 'adapter' || corpus === undefined || !isFree(state)) return;
    const asked = JSON.stringify(corpus);
    if (asked === this.#asked || this.savesData()) return;
    this.#asked = asked;
    // Training tells what is wrong with the text.
    this.trainer.prepare(corpus).catch(() => {});
  }
}
