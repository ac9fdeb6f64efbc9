import { forwardFlopsPerToken } from '../../laws/counting/count-parameters.ts';
import type { Estimate } from '../../laws/stats/interval.ts';
import { mean } from '../../laws/stats/mean.ts';
import { pooledDeviation } from '../../laws/stats/pooled-deviation.ts';
import { studentQuantile } from '../../laws/stats/student.ts';
import { finalLosses, type Run } from '../runs/run.ts';
import { type Evidence, type Finding, notTested, orElse } from './finding.ts';
import { hasLearned, unlearnedWords } from './learned.ts';
import { meansBySeed } from './means-by-seed.ts';
import { moreSeeds, tooWide } from './more-seeds.ts';
import { LONGER } from './next-steps.ts';

/** A share of the loss that would matter: about half of what twice the FLOPs are worth. */
const MATTERS = 0.02;
/** More FLOPs that lower the loss by a smaller share are hardly worth it. */
const HARDLY = 0.01;
const TAIL = 0.025;
/** Seeds of each setting, where there is one of each and therefore no noise to reckon with. */
const FIRST_SEEDS = 4;

const SINGLE = ['width', 'depth', 'context'];

/** The finished runs of one setting. */
interface Group {
  readonly series: string;
  /** How often its FLOPs a token are twice those of the base, to the nearest whole number. */
  readonly doublings: number;
  readonly runs: readonly Run[];
  /** Log losses, one a seed. */
  readonly logs: readonly number[];
}

type Pair = readonly [one: Group, other: Group];

/** Tan & Le 2019, figure 8: to grow in several ways at once, against growing in one way. */
export function compound({ runs }: Evidence): Finding[] {
  const groups = groupsOf(runs.filter((run) => finalLosses(run) !== null));
  const pairsWith = (others: readonly string[]): Pair[] =>
    groups
      .filter(({ series }) => series === 'mix')
      .flatMap((mix) =>
        groups
          .filter(({ doublings, series }) => others.includes(series) && doublings === mix.doublings)
          .map((other): Pair => [mix, other]),
      );
  const base = groups.find(({ series }) => series === 'base');
  const largest = groups.filter(({ series }) => series === 'mix').at(-1);
  const grown: Pair[] = base === undefined || largest === undefined ? [] : [[largest, base]];
  const judge = (claim: string, pairs: readonly Pair[], limits: Limits): Finding =>
    staysBelow(claim, { groups, pairs, limits });
  return [
    judge('More FLOPs, spent on depth and width, lower the loss.', grown, { most: 0, least: -HARDLY }),
    judge(`The mix ends at most ${100 * MATTERS} % above each single way.`, pairsWith(SINGLE), {
      most: MATTERS,
      least: MATTERS,
    }),
    judge('The mix ends below a longer context alone.', pairsWith(['context']), { most: 0, least: 0 }),
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
  }: { readonly groups: readonly Group[]; readonly pairs: readonly Pair[]; readonly limits: Limits },
): Finding {
  if (pairs.length === 0) return orElse(LONGER, notTested(claim, 'Too few models have finished.'));
  const gaps = pairs.map((pair) => gapOf(pair, groups, pairs.length));
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

function groupsOf(runs: readonly Run[]): Group[] {
  const base = runs.find(({ settings }) => settings.series === 'base');
  if (base === undefined) return [];
  const members = new Map<string, { series: string; doublings: number; runs: Run[] }>();
  for (const run of runs) {
    const { series } = run.settings;
    const doublings = Math.round(Math.log2(flopsOf(run) / flopsOf(base)));
    const key = `${series} ${doublings}`;
    members.set(key, { series, doublings, runs: [...(members.get(key)?.runs ?? []), run] });
  }
  return Array.from(members.values(), (group) => ({
    ...group,
    logs: meansBySeed(group.runs, finalLosses).map(Math.log),
  })).toSorted((a, b) => a.doublings - b.doublings);
}

const flopsOf = ({ plan }: Run): number => forwardFlopsPerToken(plan.shape);

/**
 * How far the mean log loss of one group is above that of another, with its 95 % interval from the spread over the seeds of all
 * groups (Student's t). The low end allows for the choice among `count` pairs (Bonferroni); the high end need not, because a
 * claim holds only if every pair says so (Berger 1982). Null without a group of two seeds.
 */
function gapOf([one, other]: Pair, groups: readonly Group[], count: number): Estimate | null {
  const deviation = pooledDeviation(groups.map(({ logs }) => logs));
  if (typeof deviation !== 'number') return null;
  const freedom = groups.reduce((sum, { logs }) => sum + logs.length - 1, 0);
  const error = deviation * Math.sqrt(1 / one.logs.length + 1 / other.logs.length);
  const value = mean(one.logs) - mean(other.logs);
  return {
    value,
    low: value - studentQuantile(1 - TAIL / count, freedom) * error,
    high: value + studentQuantile(1 - TAIL, freedom) * error,
  };
}

/** `At 2 times the FLOPs, mix over width: −0.6 % (−1.9 to 0.7 %)` */
function gapWords([one, other]: Pair, gap: Estimate | null | undefined): string {
  const factor = 2 ** one.doublings;
  const over = Math.expm1(mean(one.logs) - mean(other.logs));
  const interval = gap ? ` (${percent(Math.expm1(gap.low))} to ${percent(Math.expm1(gap.high))} %)` : '';
  return `At ${factor} times the FLOPs, ${one.series} over ${other.series}: ${percent(over)} %${interval}`;
}

function percent(share: number): string {
  return (100 * share).toFixed(1).replace('-', '−');
}
