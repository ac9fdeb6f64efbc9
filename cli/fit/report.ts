import type { Estimate, Interval } from '../../src/laws/stats/interval.ts';
import { formatEstimate, formatNumber } from '../../src/laws/format-number.ts';
import { columns } from '../columns.ts';

/** Quantities with their 95 % intervals as lines of text. */
export function estimateTable(estimates: Readonly<Record<string, Estimate>>): string {
  const rows = Object.entries(estimates).map(([name, { value, low, high }]) => [
    name,
    ...formatEstimate({ value, low, high }, digits),
  ]);
  return columns([['', 'value', 'from', 'to (95 %)'], ...rows]);
}

/** Five digits, in powers of ten for very small and very large values. An infinite one is taken for the end of an interval. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return formatNumber(value);
  const size = Math.abs(value);
  return size === 0 || (size >= 1e-3 && size < 1e5)
    ? String(Number(value.toPrecision(5)))
    : value.toExponential(4);
}

/** JSON, in which a number that is not finite is null. */
export function toJson(result: unknown): string {
  return JSON.stringify(result, null, 2);
}

/** `AICc 12.3`, or why there is none. */
export function aiccWords(aicc: number): string {
  return Number.isFinite(aicc) ? `AICc ${digits(aicc)}` : 'too few runs for AICc';
}

/** The quantities that have an interval. */
export function withIntervals<Name extends string>(
  values: Readonly<Record<Name, number>>,
  intervals: Readonly<Record<Name, Interval | null>>,
): Record<string, Estimate> {
  const estimates: Record<string, Estimate> = {};
  for (const name in intervals) {
    const interval = intervals[name];
    if (interval) estimates[name] = { value: values[name], ...interval };
  }
  return estimates;
}
