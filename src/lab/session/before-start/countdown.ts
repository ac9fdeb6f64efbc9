import { presetOf } from '../../experiments/presets.ts';
import { startRefusals } from '../../state/start-refusals.ts';
import type { ExperimentState } from '../../state/state.ts';
import type { Store } from '../../state/store.ts';
import type { Visitor } from './visitor.ts';

/** Seconds in which a person can cancel. */
const SECONDS = 5;

/** What the link in the address says about starting. Nothing counts for a `lesson` before it says more. */
export type LinkStart = 'no-link' | 'may-start' | 'must-wait' | 'lesson';

/**
 * Starts the first sweep of a fresh page by itself, after some seconds in which any action of the person cancels it. It starts
 * nothing in a second tab, over results, for a person who wants calm, or for a link that does not ask for it. A
 * software adapter starts only if a link asks for it, because it trains for a quarter of an hour on every core.
 */
export class Countdown {
  /** Whether nothing has cancelled it. It counts once at most. */
  #possible: boolean;
  #begun = false;
  #link: LinkStart = 'no-link';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ignore: () => void = () => {};

  /**
   * @param start starts the proposed sweep
   * @param visitor undefined for a lab that nobody watches, which never starts by itself
   */
  constructor(
    private readonly store: Store,
    private readonly start: () => Promise<void>,
    private readonly visitor: Visitor | undefined,
  ) {
    this.#possible = visitor !== undefined;
    this.#listen();
  }

  /** Heeds what a link says about starting. */
  heed(link: LinkStart): void {
    this.#link = link;
  }

  /** Begins to count, if the page may start by itself. Call when the page has restored what it shows and knows its adapter. */
  async begin(): Promise<void> {
    const { visitor } = this;
    if (visitor === undefined || this.#begun || this.#link === 'lesson') return;
    this.#begun = true;
    await visitor.sees();
    const calm = await visitor.wantsCalm();
    if (!this.#possible || calm || !this.#mayStart) return this.cancel();
    this.#ignore = both(
      this.#ignore,
      this.store.subscribe(() => this.#watch()),
    );
    this.#count(SECONDS);
  }

  /** Makes sure that nothing starts by itself on this visit. */
  cancel(): void {
    if (!this.#possible) return;
    this.#possible = false;
    clearTimeout(this.#timer);
    this.#ignore();
    if (this.store.state.countdown !== null) this.store.change({ countdown: null });
  }

  /** Lets it count once more when it begins, because a person has chosen what it starts. Their next action cancels it. */
  again(): void {
    this.cancel();
    this.#begun = false;
    this.#possible = this.visitor !== undefined;
    this.#listen();
  }

  #listen(): void {
    this.#ignore = this.visitor?.onAction(() => this.cancel()) ?? this.#ignore;
  }

  #count(seconds: number): void {
    this.store.change({ countdown: seconds });
    if (!this.#possible) return;
    this.#timer = setTimeout(() => (seconds > 1 ? this.#count(seconds - 1) : this.#end()), 1000);
  }

  #end(): void {
    this.cancel();
    void this.start();
  }

  #watch(): void {
    if (!this.#mayStart) this.cancel();
  }

  get #mayStart(): boolean {
    return this.#link !== 'must-wait' && canStart(this.store.state, this.#link === 'may-start');
  }
}

/** Whether Start would train on an adapter that may start by itself, and the page has nothing of the person's own. */
function canStart(state: ExperimentState, asked: boolean): boolean {
  const { adapter, begun, benchmark, chosen, experiment, failure, measured, otherTab, phase } = state;
  if (
    benchmark !== null ||
    phase !== 'idle' ||
    begun !== null ||
    measured !== null ||
    otherTab !== null ||
    failure !== ''
  )
    return false;
  if ((chosen && !asked) || Object.keys(startRefusals(state)).length > 0) return false;
  if (presetOf(experiment).measures !== 'runs') return asked;
  return adapter.kind === 'adapter' && (asked || !adapter.software);
}

function both(first: () => void, second: () => void): () => void {
  return () => {
    first();
    second();
  };
}
