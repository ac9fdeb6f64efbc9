import type { HeadRule } from './sweep-settings.ts';

export const HEAD_SIZE_MIN = 4;
export const HEAD_SIZE_MAX = 64;

/** Whether C / H is a size that attention heads can have. */
export function isHeadSize(size: number): boolean {
  return Number.isInteger(size) && size % 2 === 0 && size >= HEAD_SIZE_MIN && size <= HEAD_SIZE_MAX;
}

/** The rule that a number of heads breaks at a width, with the figures; null if it breaks none. */
export function refuseHeads(width: number, heads: number): string | null {
  if (isHeadSize(width / heads)) return null;
  if (width % heads !== 0) return `heads must divide width: ${width} % ${heads} = ${width % heads}`;
  return `head size must be even, ${HEAD_SIZE_MIN} to ${HEAD_SIZE_MAX}: ${width} / ${heads} = ${width / heads}`;
}

/**
 * H of a width. By size, the most heads whose size is even, divides the width and is at least the size asked
 * for: width 12 at head size 8 gets one head of 12.
 * @returns null if the rule gives no head size that is even and 4 to 64.
 */
export function headsOf(width: number, rule: HeadRule): number | null {
  if (rule.by === 'count') return isHeadSize(width / rule.number) ? rule.number : null;
  for (let heads = Math.max(1, Math.floor(width / rule.number)); heads >= 1; heads--) {
    if (isHeadSize(width / heads)) return heads;
  }
  return null;
}

/** Why a rule gives a width no heads, with the figures; null if it gives it heads. */
export function headRefusal(width: number, rule: HeadRule): string | null {
  if (rule.by === 'count') return refuseHeads(width, rule.number);
  if (headsOf(width, rule) !== null) return null;
  return `no even head size of ${rule.number} or more, up to ${HEAD_SIZE_MAX}, divides width ${width}`;
}
