import { columns } from '../columns.mjs';

/** @typedef {import('../../src/laws/stats/interval.ts').Estimate} Estimate */

/**
 * Quantities with their 95 % intervals as lines of text.
 *
 * @param {Readonly<Record<string, Estimate>>} estimates
 */
export function estimateTable(estimates) {
  const rows = Object.entries(estimates).map(([name, { value, low, high }]) => [
    name,
    ...[value, low, high].map(digits),
  ]);
  return columns([['', 'value', 'from', 'to (95 %)'], ...rows]);
}

/** Five digits, in powers of ten where that is shorter. @param {number} value */
export function digits(value) {
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  const size = Math.abs(value);
  return size === 0 || (size >= 1e-3 && size < 1e5)
    ? String(Number(value.toPrecision(5)))
    : value.toExponential(4);
}

/** JSON, with infinite ends of intervals as words: JSON knows only null for them. @param {unknown} result */
export function toJson(result) {
  return JSON.stringify(
    result,
    (_, value) => (value === Infinity || value === -Infinity ? String(value) : value),
    2,
  );
}

/**
 * The quantities that have an interval.
 *
 * @template {string} Name
 * @param {Readonly<Record<Name, number>>} values
 * @param {Readonly<Record<Name, import('../../src/laws/stats/interval.ts').Interval | null>>} intervals
 * @returns {Record<string, Estimate>}
 */
export function withIntervals(values, intervals) {
  /** @type {Record<string, Estimate>} */
  const estimates = {};
  for (const name in intervals) {
    const interval = intervals[name];
    if (interval) estimates[name] = { value: values[name], ...interval };
  }
  return estimates;
}
