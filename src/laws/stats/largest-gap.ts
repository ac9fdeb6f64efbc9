import type { Refusal } from '../refusal.ts';
import type { Estimate } from './interval.ts';
import { mean } from './mean.ts';
import { pooledDeviation } from './pooled-deviation.ts';
import { studentQuantile } from './student.ts';

const TAIL = 0.025;

/**
 * The largest difference between the means of some groups, with a 95 % interval. All groups share one deviation.
 *
 * The low end allows for the choice of the pair (Bonferroni). The high end does not need to: all pairs differ by less than a
 * limit if the interval of each says so (intersection–union test, Berger 1982).
 *
 * @param groups at least two, one of them of two numbers or more
 */
export function largestGap(groups: readonly ArrayLike<number>[]): Estimate | Refusal {
  if (groups.length < 2) return { refused: `a difference needs at least two groups: ${groups.length}` };
  const deviation = pooledDeviation(groups);
  if (typeof deviation !== 'number') return deviation;
  const freedom = groups.reduce((sum, { length }) => sum + Math.max(length - 1, 0), 0);
  const pairs = (groups.length * (groups.length - 1)) / 2;
  const [above, below] = [TAIL, TAIL / pairs].map((tail) => studentQuantile(1 - tail, freedom));
  const gaps = groups.flatMap((one, i) => groups.slice(i + 1).map((other) => gapBetween(one, other)));
  return {
    value: Math.max(...gaps.map(({ size }) => size)),
    low: Math.max(0, ...gaps.map(({ size, scale }) => size - below * deviation * scale)),
    high: Math.max(...gaps.map(({ size, scale }) => size + above * deviation * scale)),
  };
}

function gapBetween(one: ArrayLike<number>, other: ArrayLike<number>): { size: number; scale: number } {
  return {
    size: Math.abs(mean(one) - mean(other)),
    scale: Math.sqrt(1 / one.length + 1 / other.length),
  };
}
