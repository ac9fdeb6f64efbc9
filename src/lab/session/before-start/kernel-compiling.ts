import type { RunPlan, Trainer } from '../../../engine/trainer.ts';
import { isFree } from '../../state/state.ts';
import type { Store } from '../../state/store.ts';

/**
 * Lets the trainer compile the kernels of the first planned run before Start, as soon as there is an adapter. The
 * page of the benchmark compiles none, because that would take time from what it measures.
 */
export class KernelCompiling {
  /** The settings on which the kernels that were asked for last depend, as JSON. */
  #asked = '';

  constructor(
    private readonly trainer: Pick<Trainer, 'compile'>,
    private readonly store: Store,
  ) {
    store.subscribe(() => this.#follow());
  }

  #follow(): void {
    const { state } = this.store;
    const plan = state.planned[0]?.plan;
    if (state.adapter.kind !== 'adapter' || plan === undefined || !isFree(state)) return;
    if (state.benchmark !== null) return;
    const asked = settingsOf(plan);
    if (asked === this.#asked) return;
    this.#asked = asked;
    // Training compiles them again, and tells what is wrong with them.
    this.trainer.compile(plan).catch(() => {});
  }
}

function settingsOf({ batch, lanes, plain, shape, untuned }: RunPlan): string {
  return JSON.stringify([shape, batch, lanes.length, plain, untuned]);
}
