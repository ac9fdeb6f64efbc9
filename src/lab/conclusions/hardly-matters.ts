import { isRefusal } from '../../laws/refusal.ts';
import type { Estimate } from '../../laws/stats/interval.ts';
import { largestGap } from '../../laws/stats/largest-gap.ts';
import { finalLosses, type Run } from '../runs/run.ts';
import { type Finding, notTested, orElse } from './finding.ts';
import { hasLearned, unlearnedWords } from './learned.ts';
import { meansBySeed } from '../runs/means-by-seed.ts';
import { moreSeeds, tooWide } from './more-seeds.ts';
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
  if (Math.expm1(gap.high) > limit) {
    const room = Math.log1p(limit) - gap.value;
    const half = room > 0 ? gap.high - gap.value : gap.value - gap.low;
    return tooWide(claim, told, { seeds, half, room });
  }
  if (learned < runs.length)
    return orElse(
      LONGER,
      notTested(claim, `${told} ${unlearnedWords(runs.filter((run) => !hasLearned(run)))}`),
    );
  return { claim, holds: true, words: told };
}

/** The final losses of each setting, one a seed. */
function bySetting(runs: readonly Run[]): number[][] {
  const settings = new Map<string, Run[]>();
  for (const run of runs) {
    const key = JSON.stringify([run.plan.shape, run.settings.schedule]);
    settings.set(key, [...(settings.get(key) ?? []), run]);
  }
  return Array.from(settings.values(), (members) => meansBySeed(members, finalLosses));
}

function intervalWords({ value, low, high }: Estimate): string {
  const [middle, least, most] = [value, low, high].map((log) => (100 * Math.expm1(log)).toFixed(1));
  return `${middle} % (${least} to ${most} %)`;
}
