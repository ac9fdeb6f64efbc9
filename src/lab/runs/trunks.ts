import type { Checkpoint, RunPlan } from '../../engine/trainer.ts';
import { branchStep, trunkKey, trunkSteps } from '../plan/trunk.ts';
import { hasEnded, type Run } from './run.ts';

/** How a run goes on from the trunk of a shorter one. */
export interface Branch {
  /** What it has of the steps that both share. */
  readonly begun: Pick<Run, 'curve' | 'origin' | 'speedVoid'>;
  /** The state in which it begins. */
  readonly from: Checkpoint;
}

/**
 * The states in which cooldowns began, for the runs that branch off from them. They are only in memory, because such a run has the
 * same bits when it is trained from its start.
 */
export class Trunks {
  readonly #kept = new Map<string, { run: Run; from: Checkpoint }>();

  /** The step at which to keep the state of a run for others that have not ended; undefined if none of them needs it. */
  keepAt(plan: RunPlan, runs: readonly Run[]): number | undefined {
    const isNeeded = runs.some(
      (other) => other.plan.id !== plan.id && !hasEnded(other) && branchStep(other.plan, plan) > 0,
    );
    return isNeeded ? trunkSteps(plan) : undefined;
  }

  /** Keeps the state of a run if its cooldown begins there. */
  see(run: Run, from: Checkpoint): void {
    const key = trunkKey(run.plan);
    if (key !== null && from.step === trunkSteps(run.plan)) this.#kept.set(key, { run, from });
  }

  /** How a run that has not begun can begin; undefined if it starts from its start. */
  branchOf(plan: RunPlan): Branch | undefined {
    const kept = this.#kept.get(trunkKey(plan) ?? '');
    if (kept === undefined || branchStep(plan, kept.run.plan) === 0) return undefined;
    const { curve, origin, speedVoid } = kept.run;
    return { begun: { curve, origin, speedVoid }, from: { ...kept.from, run: plan.id } };
  }

  /** Forgets all states, when a sweep ends. */
  clear(): void {
    this.#kept.clear();
  }
}
