import { mean } from '../../laws/stats/mean.ts';
import type { Run } from './run.ts';

/**
 * Losses of runs of one setting, one a seed: a seed that several machines trained counts once, with its mean.
 *
 * @param lossesOf [R] of the models of a run; null if it has none
 */
export function meansBySeed(
  runs: readonly Run[],
  lossesOf: (run: Run) => ArrayLike<number> | null,
): number[] {
  const seeds = new Map<string, number[]>();
  for (const run of runs) {
    for (const [lane, loss] of Array.from(lossesOf(run) ?? []).entries()) {
      const seed = JSON.stringify(run.plan.lanes[lane]);
      seeds.set(seed, [...(seeds.get(seed) ?? []), loss]);
    }
  }
  return Array.from(seeds.values(), mean);
}
