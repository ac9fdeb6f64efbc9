import type { Estimate } from '../result.ts';
import { faultsOf } from './void-reasons.ts';

/** A time or a score; its ends are null if it has no interval. */
export type MaybeEstimate = Estimate | { value: number; low: null; high: null };

/** What a comparison reads: a summary has it, and so has a machine of which less is known. */
export interface Comparable {
  readonly standard: string;
  readonly quick: boolean;
  readonly entries: readonly { readonly name: string; readonly millisecondsPerStep: MaybeEstimate }[];
  readonly score: MaybeEstimate | null;
  /** Why it has no score that counts. */
  readonly voided: readonly string[];
  /** The hash of its kernels; left out if it is not known. */
  readonly edition?: string;
}

/** How many times as fast as another one a machine is. */
export interface SpeedRatio {
  readonly ratio: MaybeEstimate;
  /** Whether the interval holds 1: the machines may be equally fast. Null without an interval. */
  readonly withinNoise: boolean | null;
}

export interface Comparison {
  /** Score of the first over that of the second; null unless both have one. */
  readonly score: SpeedRatio | null;
  /** Speed of the first over that of the second, for each entry of both, in the order of the first. */
  readonly entries: readonly (SpeedRatio & { readonly name: string })[];
}

/** Compares two benchmarks of one standard. @returns why they cannot be compared, in one sentence, if they cannot */
export function compareSummaries(a: Comparable, b: Comparable): Comparison | { refused: string } {
  if (a.standard !== b.standard) {
    return {
      refused: `One measured the standard ${a.standard} and the other ${b.standard}: only results of one standard are compared.`,
    };
  }
  if (a.quick || b.quick) {
    return { refused: 'A quick benchmark is not compared: measure the whole standard.' };
  }
  const [fault] = [...faultsOf(a), ...faultsOf(b)];
  if (fault !== undefined) return { refused: `A void result is not compared. ${fault}` };
  const entries = a.entries.flatMap(({ name, millisecondsPerStep }) => {
    const other = b.entries.find((entry) => entry.name === name);
    return other === undefined ? [] : [{ name, ...ratioOf(other.millisecondsPerStep, millisecondsPerStep) }];
  });
  const score = a.score === null || b.score === null ? null : ratioOf(a.score, b.score);
  if (score !== null || entries.length > 0) return { score, entries };
  return { refused: 'The two have no measurement in common.' };
}

/** A ratio of independent numbers: the difference of their logarithms (Zou and Donner 2008). */
function ratioOf(numerator: MaybeEstimate, denominator: MaybeEstimate): SpeedRatio {
  const value = numerator.value / denominator.value;
  const [above, below] = [ends(numerator), ends(denominator)];
  if (above === null || below === null) return { ratio: { value, low: null, high: null }, withinNoise: null };
  const low = value * Math.exp(-Math.hypot(above.down, below.up));
  const high = value * Math.exp(Math.hypot(above.up, below.down));
  return { ratio: { value, low, high }, withinNoise: low <= 1 && 1 <= high };
}

/** How far the ends of an interval are from its estimate, in logarithms. */
function ends({ value, low, high }: MaybeEstimate): { down: number; up: number } | null {
  return low === null || high === null ? null : { down: Math.log(value / low), up: Math.log(high / value) };
}
