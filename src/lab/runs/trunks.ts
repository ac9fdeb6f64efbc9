import type { Checkpoint } from '../../engine/trainer.ts';
import { branchStep, trunkKey, trunkSteps } from '../plan/trunk.ts';
import { hasEnded, type Run } from './run.ts';

/** A run that goes on from the trunk of a shorter one, and the state in which it begins. */
export interface Branch {
  readonly run: Run;
  readonly from: Checkpoint;
}

/**
 * The states in which cooldowns began, for the runs that branch off from them. They are only in memory, because such a run has the
 * same bits when it is trained from its start.
 */
export class Trunks {
  readonly #kept = new Map<string, Branch>();

  /** The step at which to keep the state of a run for others that have not ended; undefined if none of them needs it. */
  keepAt({ plan }: Pick<Run, 'plan'>, runs: readonly Run[]): number | undefined {
    const isNeeded = runs.some(
      (other) => other.plan.id !== plan.id && !hasEnded(other) && branchStep(other.plan, plan) > 0,
    );
    return isNeeded ? trunkSteps(plan) : undefined;
  }

  /** Keeps the state of a run if its cooldown begins there. */
  see(run: Run, { kernels, moments, parameters, run: id, step, trainingMilliseconds }: Checkpoint): void {
    const key = trunkKey(run.plan);
    if (key === null || step !== trunkSteps(run.plan)) return;
    const from = { run: id, step, trainingMilliseconds, kernels, parameters, moments };
    this.#kept.set(key, { run, from });
  }

  /** A run that has not begun, with the steps that it shares with a shorter one; undefined if none are kept. */
  branchOf(run: Run): Branch | undefined {
    const kept = this.#kept.get(trunkKey(run.plan) ?? '');
    if (kept === undefined || branchStep(run.plan, kept.run.plan) === 0) return undefined;
    const { curve, origin, speedVoid } = kept.run;
    return { run: { ...run, curve, origin, speedVoid }, from: { ...kept.from, run: run.plan.id } };
  }

  /** Forgets all states, when a sweep ends. */
  clear(): void {
    this.#kept.clear();
  }
}
