// Compares data whose numbers may differ in their last digits, as those of two JavaScript engines do.

/** Differences of this share of a number count as none. */
const TOLERANCE = 1e-5;

/** The places at which two values differ: `laws.0.law.exponent: 0.31 and 0.32`. */
export function differences(a: unknown, b: unknown, place = ''): string[] {
  if (isObject(a) && isObject(b) && Array.isArray(a) === Array.isArray(b)) {
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...names].flatMap((name) =>
      differences(a[name], b[name], place === '' ? name : `${place}.${name}`),
    );
  }
  return isAlike(a, b) ? [] : [`${place}: ${String(a)} and ${String(b)}`];
}

function isAlike(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'number' || typeof b !== 'number') return false;
  return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
