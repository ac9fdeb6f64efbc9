import type { LaneCost, Trainer } from '../../../engine/trainer.ts';
import { editableFields } from '../../experiments/selection.ts';
import type { PlannedRun } from '../../plan/plan-runs.ts';
import type { ExperimentState } from '../../state/state.ts';
import type { Store } from '../../state/store.ts';
import type { Choosing } from '../choosing.ts';

/** Seeds may make a sweep longer by this share. */
const SHARE = 0.25;

/**
 * Lets a GPU train several seeds of each run where they cost little time, by measurement. Only the page's own proposal
 * changes, not what a person has chosen or edited. On a software adapter every seed costs as much as the first.
 */
export class SeedMeasuring {
  /** The run that was measured last or is being measured, as JSON. */
  #asked = '';
  /** What it cost; undefined while it is being measured. */
  #cost: LaneCost | undefined;

  constructor(
    private readonly trainer: Pick<Trainer, 'lanesWithin'>,
    private readonly store: Store,
    private readonly choosing: Pick<Choosing, 'propose'>,
  ) {
    store.subscribe(() => this.#follow());
  }

  #follow(): void {
    const { state } = this.store;
    const { adapter, planned } = state;
    const largest = planned.at(-1);
    if (adapter.kind !== 'adapter' || adapter.software || largest === undefined) return;
    if (!isOwnProposal(state)) return;
    const asked = JSON.stringify([largest.plan.shape, largest.plan.batch]);
    if (asked !== this.#asked) void this.#measure(largest, asked);
    else this.#propose();
  }

  /** The largest run takes the most time, and its seeds cost the most. */
  async #measure({ plan }: PlannedRun, asked: string): Promise<void> {
    this.#asked = asked;
    this.#cost = undefined;
    const cost = await this.trainer.lanesWithin(plan, SHARE).catch((): LaneCost => ({ lanes: 1, more: 0 }));
    if (asked !== this.#asked) return;
    this.#cost = cost;
    this.#propose();
  }

  #propose(): void {
    const { state } = this.store;
    const cost = this.#cost;
    if (cost === undefined || cost.lanes === 1 || !isOwnProposal(state)) return;
    this.choosing.propose({ draft: { ...state.draft, lanes: String(cost.lanes) } });
    this.store.change({ seedCost: cost });
  }
}

/** Whether the page proposes a sweep with one seed, and a person has neither chosen nor edited anything. */
function isOwnProposal({
  begun,
  benchmark,
  chosen,
  draft,
  experiment,
  otherTab,
  phase,
}: ExperimentState): boolean {
  const isIdle = phase === 'idle' && otherTab === null && begun === null && benchmark === null;
  return isIdle && !chosen && draft.lanes === '1' && editableFields(experiment).includes('lanes');
}
