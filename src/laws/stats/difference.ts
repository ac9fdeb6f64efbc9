import type { Estimate } from './interval.ts';

/**
 * The second number minus the first one, with a 95 % interval from the intervals of both: variance estimates recovered from
 * confidence limits (Zou and Donner 2008). The numbers must come from different data.
 */
export function differenceOf(first: Estimate, second: Estimate): Estimate {
  const value = second.value - first.value;
  return {
    value,
    low: value - Math.hypot(second.value - second.low, first.high - first.value),
    high: value + Math.hypot(second.high - second.value, first.value - first.low),
  };
}
