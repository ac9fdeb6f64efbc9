import { mean } from '../../laws/stats/mean.ts';
import { reachedLosses, type Run } from './run.ts';

/** The mean loss that the models of finished runs reached, without models that diverged; null if there is none. */
export function meanLoss(runs: readonly Run[]): number | null {
  const losses = runs.flatMap((run) => Array.from(reachedLosses(run) ?? []).filter(Number.isFinite));
  return losses.length === 0 ? null : mean(losses);
}
