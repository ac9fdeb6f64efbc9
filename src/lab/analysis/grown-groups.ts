import { forwardFlopsPerToken } from '../../laws/counting/count-parameters.ts';
import type { Estimate } from '../../laws/stats/interval.ts';
import { mean } from '../../laws/stats/mean.ts';
import { pooledDeviation } from '../../laws/stats/pooled-deviation.ts';
import { studentQuantile } from '../../laws/stats/student.ts';
import { finalLosses, type Run } from '../runs/run.ts';
import { meansBySeed } from '../runs/means-by-seed.ts';

/** Ways to spend more FLOPs on one thing alone. */
export const SINGLE_WAYS: readonly string[] = ['width', 'depth', 'context'];

const TAIL = 0.025;

/** The finished runs of one setting. */
export interface Group {
  readonly series: string;
  /** How often its FLOPs a token are twice those of the base, to the nearest whole number. */
  readonly doublings: number;
  readonly runs: readonly Run[];
  /** Log losses, one a seed. */
  readonly logs: readonly number[];
}

/** Two groups that are compared. */
export type GroupPair = readonly [one: Group, other: Group];

/** The finished runs of Compound scaling by how they have grown, the cheapest first; none without a base. */
export function grownGroups(all: readonly Run[]): Group[] {
  const runs = all.filter((run) => finalLosses(run) !== null);
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

/** The mix beside each of some ways that costs as many FLOPs a token. */
export function mixAgainst(ways: readonly string[], groups: readonly Group[]): GroupPair[] {
  return groups
    .filter(({ series }) => series === 'mix')
    .flatMap((mix) =>
      groups
        .filter(({ doublings, series }) => ways.includes(series) && doublings === mix.doublings)
        .map((other): GroupPair => [mix, other]),
    );
}

/**
 * How far the mean log loss of one group is above that of another, with its 95 % interval from the spread over the seeds of all
 * groups (Student's t). The low end allows for the choice among `count` pairs (Bonferroni); the high end need not, because a
 * claim holds only if every pair says so (Berger 1982). Null without a group of two seeds.
 */
export function groupGap([one, other]: GroupPair, groups: readonly Group[], count: number): Estimate | null {
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

const flopsOf = ({ plan }: Run): number => forwardFlopsPerToken(plan.shape);
