import type { Refusal } from '../refusal.ts';
import { mean } from './mean.ts';

/**
 * The pooled standard deviation of groups: the squared distances from the mean of each group, over all degrees of
 * freedom, Σ(n − 1). A group of one adds nothing.
 *
 * @param groups numbers that differ by noise only, such as losses of the seeds of one shape
 */
export function pooledDeviation(groups: readonly ArrayLike<number>[]): number | Refusal {
  let [squares, freedom] = [0, 0];
  for (const group of groups) {
    const values = Array.from(group);
    const wrong = values.find((value) => !Number.isFinite(value));
    if (wrong !== undefined) return { refused: `every number must be finite: ${wrong}` };
    const centre = mean(values);
    squares += values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
    freedom += Math.max(values.length - 1, 0);
  }
  if (freedom > 0) return Math.sqrt(squares / freedom);
  return {
    refused: `a standard deviation needs a group of at least 2: the largest of ${groups.length} has less`,
  };
}
