import { isRefusal } from '../../laws/refusal.ts';
import type { Estimate } from '../../laws/stats/interval.ts';
import { largestGap } from '../../laws/stats/largest-gap.ts';
import { mean } from '../../laws/stats/mean.ts';
import { LANES_MAX } from '../plan/read-draft.ts';
import { finalLosses, type Run } from '../runs/run.ts';
import { type Finding, notTested, orElse } from './finding.ts';
import { hasLearned, unlearnedWords } from './learned.ts';
import { LONGER } from './next-steps.ts';

/** Seeds of each setting, where there is one of each and therefore no noise to reckon with. */
const FIRST_SEEDS = 4;

/**
 * A claim that some settings end within a share of each other's loss. It holds if all models have learned and the interval
 * of the largest difference lies below the limit, and is contradicted if that interval lies above it.
 *
 * @param runs finished, one or more of each setting
 * @param limit a share of the loss
 * @param words the losses
 */
export function hardlyMatters(
  claim: string,
  { runs, limit, words }: { runs: readonly Run[]; limit: number; words: string },
): Finding {
  const learned = runs.filter(hasLearned).length;
  if (learned === 0)
    return orElse(LONGER, notTested(claim, `${words} ${unlearnedWords(runs)} That says nothing yet.`));
  const groups = bySetting(runs).map((losses) => losses.map(Math.log));
  const gap = largestGap(groups);
  const seeds = Math.min(...groups.map(({ length }) => length));
  if (isRefusal(gap)) return moreSeeds(claim, words, FIRST_SEEDS);
  const told = `${words} From best to worst: ${intervalWords(gap)}; at most ${100 * limit} % is asked.`;
  if (Math.expm1(gap.low) > limit) return orElse(LONGER, { claim, holds: false, words: told });
  if (Math.expm1(gap.high) > limit) return moreSeeds(claim, told, seedsNeeded(gap, seeds, Math.log1p(limit)));
  if (learned < runs.length)
    return orElse(
      LONGER,
      notTested(claim, `${told} ${unlearnedWords(runs.filter((run) => !hasLearned(run)))}`),
    );
  return { claim, holds: true, words: told };
}

/** The final losses of each setting, one a seed: a seed that several machines trained counts once, with their mean. */
function bySetting(runs: readonly Run[]): number[][] {
  const settings = new Map<string, Map<string, number[]>>();
  for (const run of runs) {
    const key = JSON.stringify([run.plan.shape, run.settings.schedule]);
    const seeds = settings.get(key) ?? new Map<string, number[]>();
    settings.set(key, seeds);
    for (const [lane, loss] of (finalLosses(run) ?? new Float32Array()).entries()) {
      const seed = JSON.stringify(run.plan.lanes[lane]);
      seeds.set(seed, [...(seeds.get(seed) ?? []), loss]);
    }
  }
  return Array.from(settings.values(), (seeds) => Array.from(seeds.values(), mean));
}

/** Seeds at which the interval would keep off the limit, if the largest difference stays as it is. */
function seedsNeeded({ value, low, high }: Estimate, seeds: number, limit: number): number {
  const half = value < limit ? high - value : value - low;
  return Math.max(seeds + 1, Math.ceil(seeds * (half / Math.abs(limit - value)) ** 2));
}

function moreSeeds(claim: string, words: string, needed: number): Finding {
  if (needed > LANES_MAX)
    return orElse(
      LONGER,
      notTested(
        claim,
        `${words} That is too close to tell: even ${LANES_MAX} seeds of each would hardly do.`,
      ),
    );
  return orElse(
    { change: 'lanes', to: needed },
    notTested(claim, `${words} About ${needed} seeds of each would tell.`),
  );
}

function intervalWords({ value, low, high }: Estimate): string {
  const [middle, least, most] = [value, low, high].map((log) => (100 * Math.expm1(log)).toFixed(1));
  return `${middle} % (${least} to ${most} %)`;
}
