import type { MemoryRefusal, Trainer } from '../../../engine/trainer.ts';
import { editableFields } from '../../experiments/selection.ts';
import type { PlannedRun } from '../../plan/plan-runs.ts';
import type { Refusals } from '../../plan/read-draft.ts';
import type { SweepField } from '../../plan/sweep-settings.ts';
import type { ExperimentState } from '../../state/state.ts';
import type { Store } from '../../state/store.ts';

/** The fields that make a run smaller, the most effective first. */
const SMALLER: Record<MemoryRefusal['most'], readonly SweepField[]> = {
  weights: ['widths', 'layers', 'lanes'],
  activations: ['batch', 'context', 'lanes', 'widths'],
};

/** Asks the trainer which planned runs the GPU cannot hold, whenever the plan or the adapter changes. */
export class MemoryGate {
  #asked: Pick<ExperimentState, 'planned' | 'adapter'> | undefined;
  #answered: Promise<void> = Promise.resolve();

  constructor(
    private readonly trainer: Trainer,
    private readonly store: Store,
  ) {
    store.subscribe(() => this.#follow());
  }

  /** Settles when the state says which runs of the current plan are too large. */
  async settled(): Promise<void> {
    await this.#answered;
  }

  #follow(): void {
    const { adapter, planned } = this.store.state;
    if (this.#asked?.planned === planned && this.#asked.adapter === adapter) return;
    this.#asked = { adapter, planned };
    this.#answered = this.#ask(planned, adapter.kind === 'adapter');
  }

  async #ask(planned: readonly PlannedRun[], possible: boolean): Promise<void> {
    const refused = possible && planned.length > 0 ? await this.#refused(planned) : [];
    const { experiment, tooLarge } = this.store.state;
    if (this.#asked?.planned !== planned || (refused.length === 0 && Object.keys(tooLarge).length === 0))
      return;
    this.store.change({ tooLarge: refusalsOf(refused, planned, editableFields(experiment)) });
  }

  /** A trainer that cannot tell refuses a run when its turn comes. */
  async #refused(planned: readonly PlannedRun[]): Promise<MemoryRefusal[]> {
    try {
      return await this.trainer.memory(planned.map(({ plan }) => plan));
    } catch {
      return [];
    }
  }
}

/** Each refusal at the first field of the form that makes its run smaller. The page shows it beside Start if there is none. */
function refusalsOf(
  refused: readonly MemoryRefusal[],
  planned: readonly PlannedRun[],
  editable: readonly string[],
): Refusals {
  const byField = new Map<SweepField, MemoryRefusal[]>();
  for (const refusal of refused) {
    const fields = SMALLER[refusal.most];
    const field = fields.find((one) => editable.includes(one)) ?? 'batch';
    byField.set(field, [...(byField.get(field) ?? []), refusal]);
  }
  const refusals: Refusals = {};
  for (const [field, of] of byField) refusals[field] = words(of, planned);
  return refusals;
}

/** `2 of 8 runs do not fit into the memory of this GPU: d 512: the activations of one layer take …; nor does d 1024` */
function words(refused: readonly MemoryRefusal[], planned: readonly PlannedRun[]): string {
  const labels = refused.map(({ run }) => planned.find(({ plan }) => plan.id === run)?.label ?? run);
  const [first, ...others] = labels;
  const reason = `${first}: ${grouped(refused[0]?.message ?? '')}`;
  const also = others.length === 0 ? '' : `; nor ${others.length === 1 ? 'does' : 'do'} ${others.join(', ')}`;
  const runs = planned.length === 1 ? 'the run does' : `${refused.length} of ${planned.length} runs do`;
  return `${runs} not fit into the memory of this GPU: ${reason}${also}`;
}

/** Long numbers with commas. */
function grouped(message: string): string {
  return message.replaceAll(/\d{5,}/g, (digits) => Number(digits).toLocaleString('en'));
}
