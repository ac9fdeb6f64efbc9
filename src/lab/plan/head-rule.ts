import type { HeadRule } from './sweep-settings.ts';

export const HEAD_SIZE_MIN = 4;
export const HEAD_SIZE_MAX = 64;

const holds = (width: number, heads: number): boolean => {
  const size = width / heads;
  return Number.isInteger(size) && size % 2 === 0 && size >= HEAD_SIZE_MIN && size <= HEAD_SIZE_MAX;
};

/**
 * H of a width. By size, the most heads whose size is even, divides the width and is at least the one asked
 * for: width 12 at head size 8 gets one head of 12.
 * @returns null if the rule gives no head size that is even and 4 to 64.
 */
export function headsOf(width: number, rule: HeadRule): number | null {
  if (rule.by === 'count') return holds(width, rule.number) ? rule.number : null;
  for (let heads = Math.max(1, Math.floor(width / rule.number)); heads >= 1; heads--) {
    if (holds(width, heads)) return heads;
  }
  return null;
}

/** Which rule of the heads a width breaks, with the figures; null if none. */
export function headRefusal(width: number, rule: HeadRule): string | null {
  if (headsOf(width, rule) !== null) return null;
  if (rule.by === 'size') {
    return `no even head size of ${rule.number} or more, up to ${HEAD_SIZE_MAX}, divides width ${width}`;
  }
  if (width % rule.number !== 0) {
    return `heads must divide width: ${width} % ${rule.number} = ${width % rule.number}`;
  }
  const size = width / rule.number;
  return `head size must be even, ${HEAD_SIZE_MIN} to ${HEAD_SIZE_MAX}: ${width} / ${rule.number} = ${size}`;
}
