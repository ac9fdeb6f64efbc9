import type { Estimate } from '../../laws/stats/interval.ts';
import { mean } from '../../laws/stats/mean.ts';
import {
  grownGroups,
  groupGap,
  mixAgainst,
  SINGLE_WAYS,
  type Group,
  type GroupPair,
} from '../analysis/grown-groups.ts';
import { type Evidence, type Finding, notTested, orElse } from './finding.ts';
import { hasLearned, unlearnedWords } from './learned.ts';
import { moreSeeds, tooWide } from './more-seeds.ts';
import { LONGER } from './next-steps.ts';

/** A share of the loss that would matter: about half of what twice the FLOPs are worth. */
const MATTERS = 0.02;
/** More FLOPs that lower the loss by a smaller share are hardly worth it. */
const HARDLY = 0.01;
/** Seeds of each setting, where there is one of each and therefore no noise to reckon with. */
const FIRST_SEEDS = 4;

/** Tan & Le 2019, figure 8: to grow in several ways at once, against growing in one way. */
export function compound({ runs }: Evidence): Finding[] {
  const groups = grownGroups(runs);
  const base = groups.find(({ series }) => series === 'base');
  const largest = groups.filter(({ series }) => series === 'mix').at(-1);
  const grown: GroupPair[] = base === undefined || largest === undefined ? [] : [[largest, base]];
  const judge = (claim: string, pairs: readonly GroupPair[], limits: Limits): Finding =>
    staysBelow(claim, { groups, pairs, limits });
  return [
    judge('More FLOPs, spent on depth and width, lower the loss.', grown, { most: 0, least: -HARDLY }),
    judge(`The mix ends at most ${100 * MATTERS} % above each single way.`, mixAgainst(SINGLE_WAYS, groups), {
      most: MATTERS,
      least: MATTERS,
    }),
    judge('The mix ends below a longer context alone.', mixAgainst(['context'], groups), {
      most: 0,
      least: 0,
    }),
  ];
}

/** Log differences: every one has to be below `most`, and one that is surely above `least` contradicts that. */
interface Limits {
  readonly most: number;
  readonly least: number;
}

/** Judges a claim that the first of each pair ends lower than the second, or higher by less than a limit. */
function staysBelow(
  claim: string,
  {
    groups,
    limits: { least, most },
    pairs,
  }: { readonly groups: readonly Group[]; readonly pairs: readonly GroupPair[]; readonly limits: Limits },
): Finding {
  if (pairs.length === 0) return orElse(LONGER, notTested(claim, 'Too few models have finished.'));
  const gaps = pairs.map((pair) => groupGap(pair, groups, pairs.length));
  const words = `${pairs.map((pair, i) => gapWords(pair, gaps[i])).join('; ')}.`;
  const seeds = Math.min(...pairs.flat().map(({ logs }) => logs.length));
  const measured = gaps.filter((gap) => gap !== null);
  if (measured.length < gaps.length) return moreSeeds(claim, words, FIRST_SEEDS);
  const unlearned = pairs.flat().flatMap(({ runs }) => runs.filter((run) => !hasLearned(run)));
  if (unlearned.length > 0) return orElse(LONGER, notTested(claim, `${words} ${unlearnedWords(unlearned)}`));
  if (measured.every(({ high }) => high < most)) return { claim, holds: true, words };
  if (measured.some(({ low }) => low > least)) return orElse(LONGER, { claim, holds: false, words });
  const { high, low, value } = measured.reduce((worst, gap) => (gap.high > worst.high ? gap : worst));
  const below = value < most;
  return tooWide(claim, words, {
    seeds,
    half: below ? high - value : value - low,
    room: below ? most - value : value - least,
  });
}

/** `At 2 times the FLOPs, mix over width: −0.6 % (−1.9 to 0.7 %)` */
function gapWords([one, other]: GroupPair, gap: Estimate | null | undefined): string {
  const factor = 2 ** one.doublings;
  const over = Math.expm1(mean(one.logs) - mean(other.logs));
  const interval = gap ? ` (${percent(Math.expm1(gap.low))} to ${percent(Math.expm1(gap.high))} %)` : '';
  return `At ${factor} times the FLOPs, ${one.series} over ${other.series}: ${percent(over)} %${interval}`;
}

function percent(share: number): string {
  return (100 * share).toFixed(1).replace('-', '−');
}
