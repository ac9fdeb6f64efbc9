import { isRefusal } from '../../laws/refusal.ts';
import type { ExperimentSize } from '../experiments/preset.ts';
import { DEFAULT_EXPERIMENT, presetOf, type ExperimentId } from '../experiments/presets.ts';
import { ownDraft, type Selection } from '../experiments/selection.ts';
import type { SweepDraft } from '../plan/sweep-settings.ts';
import { queuedRun, type Run } from '../runs/run.ts';
import { proposal } from '../state/proposal.ts';
import { isFree } from '../state/state.ts';
import type { Store } from '../state/store.ts';
import { LATER } from './after-start/later-code.ts';
import type { SetAside } from './set-aside.ts';

/** A person's choices and edits before Start, and the runs that the page shows for them. */
export class Choosing {
  /** The size that a person chose; null while the page proposes it. */
  #chosenSize: ExperimentSize | null = null;
  /** The size of the last proposal, apart from tables, which have only one. */
  #lastSize: ExperimentSize = 'full';
  /** Whether the page proposed the size of an experiment that a person picked. */
  #picked = false;

  constructor(
    private readonly store: Store,
    private readonly aside: SetAside,
    private readonly base: string,
  ) {}

  /**
   * Proposes an experiment. Does nothing while runs are trained.
   * @param chosen the size that a person chooses; without it the size stays, or is that of results that come back; on a
   * software adapter it is quick unless a person has chosen one
   */
  choose(experiment: ExperimentId, chosen?: ExperimentSize): void {
    if (!isFree(this.store.state)) return;
    const table = isTable(experiment);
    if (!table && chosen !== undefined) this.#chosenSize = chosen;
    const size = chosen ?? (table ? TABLE_SIZE : this.#standingSize(experiment));
    this.take({ experiment, size, draft: ownDraft(experiment, size) });
    this.#picked = this.#chosenSize === null;
    const begun = this.aside.bringBack(this.store.state);
    if (begun !== null) this.propose(begun);
  }

  /** Proposes what the page shows to a person who has chosen nothing. Does nothing while runs are trained. */
  reset(): void {
    if (!isFree(this.store.state)) return;
    this.#chosenSize = null;
    this.#lastSize = 'full';
    this.choose(DEFAULT_EXPERIMENT);
    this.store.change({ chosen: this.store.state.begun !== null });
  }

  /** For a software adapter proposes the quick size, unless a person has chosen a size or anything else than an experiment. */
  suit(): void {
    const { begun, chosen, experiment } = this.store.state;
    if (!this.#isSoftware() || isTable(experiment) || begun !== null) return;
    if (!chosen || this.#picked) this.propose({ size: 'quick', draft: ownDraft(experiment, 'quick') });
  }

  /** Plans what the form's text says. */
  edit(draft: SweepDraft): void {
    this.take({ draft });
  }

  /** Proposes a person's choice, which may come from a link or a file. */
  take(selection: Partial<Selection>): void {
    const { experiment, size, draft } = this.store.state;
    this.#picked = false;
    this.store.change({ chosen: true, suggestion: null });
    this.aside.makeWay({ experiment, size, draft, ...selection });
    this.propose(selection);
  }

  /** Fills the form with an experiment that takes some minutes. */
  async suggest(minutes: number): Promise<void> {
    const code = await LATER.suggestion().catch(() => null);
    const { state } = this.store;
    if (!isFree(state)) return;
    if (code === null)
      return this.store.change({ suggestion: { refused: 'its code could not be loaded; reload the page' } });
    const suggested = code.suggestion(state.adapter, state, state.runs, minutes, this.base);
    if (suggested !== null && !isRefusal(suggested)) {
      this.edit({ ...state.draft, ...code.suggestedFields(suggested) });
    }
    this.store.change({ suggestion: suggested });
  }

  /** Plans a selection. Before the first start the page shows its runs at once. */
  propose(change: Partial<Selection> = {}): void {
    const { experiment, size, draft, lastNumber } = this.store.state;
    const proposed = proposal({ experiment, size, draft, ...change }, `sweep${lastNumber + 1}`, this.base);
    this.store.change(proposed);
    if (!isTable(proposed.experiment)) this.#lastSize = proposed.size;
    const { phase, recorded } = this.store.state;
    if (phase !== 'idle' || Object.keys(proposed.refusals).length > 0) return;
    // A recorded sweep stays while its experiment is edited.
    if (recorded?.experiment === proposed.experiment) return;
    this.show(proposed.planned.map(queuedRun));
  }

  /** Puts runs of the chosen experiment on the page. Another experiment sets its own option for the floor. */
  show(runs: readonly Run[]): void {
    const { experiment, fitOptions, shown } = this.store.state;
    const { floor } = experiment === shown ? fitOptions : presetOf(experiment);
    const own = { runs, recorded: null, measured: null, pool: null };
    this.store.change({ ...own, shown: experiment, fitOptions: { ...fitOptions, floor } });
  }

  /** The size that a person chose; else that of results that come back; else the one that the page proposes. */
  #standingSize(experiment: ExperimentId): ExperimentSize {
    const proposed = this.#isSoftware() ? 'quick' : this.#lastSize;
    return this.#chosenSize ?? this.aside.sizeOf(experiment) ?? proposed;
  }

  #isSoftware(): boolean {
    const { adapter } = this.store.state;
    return adapter.kind === 'adapter' && adapter.software;
  }
}

/** Runs of a table have one size, under which they come back. */
const TABLE_SIZE: ExperimentSize = 'full';

function isTable(experiment: ExperimentId): boolean {
  return presetOf(experiment).measures === 'table';
}
