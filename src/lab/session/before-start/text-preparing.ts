import type { CorpusSource, PackedText, Trainer } from '../../../engine/trainer.ts';
import { isFree } from '../../state/state.ts';
import type { Store } from '../../state/store.ts';

/** Lets the trainer load the text of the planned runs before Start, as soon as there is an adapter that can train them. */
export class TextPreparing {
  /** The corpus that was asked for last. */
  #asked: CorpusSource | null = null;
  #begun = false;

  /** @param savesData whether the person asks pages to load no more than is needed; then nothing is loaded early */
  constructor(
    private readonly trainer: Pick<Trainer, 'prepare'>,
    private readonly store: Store,
    private readonly savesData: () => boolean,
  ) {
    store.subscribe(() => this.#follow());
  }

  /** Begins, once the page has its sweep: the last visit, a link or the adapter can ask for one that needs less text. */
  begin(): void {
    this.#begun = true;
    this.#follow();
  }

  #follow(): void {
    if (!this.#begun) return;
    const { state } = this.store;
    const corpus = state.planned[0]?.plan.corpus;
    // The trainer keeps one corpus, and runs under way need theirs.
    if (state.adapter.kind !== 'adapter' || corpus === undefined || !isFree(state)) return;
    if (state.benchmark !== null || holds(this.#asked, corpus) || this.savesData()) return;
    this.#asked = corpus;
    // Training tells what is wrong with the text.
    this.trainer.prepare(corpus).catch(() => {});
  }
}

/** Whether a corpus has everything that another one needs. */
function holds(loaded: CorpusSource | null, needed: CorpusSource): boolean {
  if (loaded?.kind !== 'text' || needed.kind !== 'text')
    return JSON.stringify(loaded) === JSON.stringify(needed);
  return loaded.url + loaded.id === needed.url + needed.id && partsIn(loaded) >= partsIn(needed);
}

function partsIn({ parts }: PackedText): number {
  return parts ?? Infinity;
}
