import type { Estimate, Interval } from '../../src/laws/stats/interval.ts';
import { columns } from '../columns.ts';

/** Quantities with their 95 % intervals as lines of text. */
export function estimateTable(estimates: Readonly<Record<string, Estimate>>): string {
  const rows = Object.entries(estimates).map(([name, { value, low, high }]) => [
    name,
    ...[value, low, high].map(digits),
  ]);
  return columns([['', 'value', 'from', 'to (95 %)'], ...rows]);
}

/** Five digits, in powers of ten for very small and very large values. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  const size = Math.abs(value);
  return size === 0 || (size >= 1e-3 && size < 1e5)
    ? String(Number(value.toPrecision(5)))
    : value.toExponential(4);
}

/** JSON with infinite ends of intervals as strings, because JSON has no infinity. */
export function toJson(result: unknown): string {
  return JSON.stringify(
    result,
    (_, value: unknown) => (value === Infinity || value === -Infinity ? String(value) : value),
    2,
  );
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
