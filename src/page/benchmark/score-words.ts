import { figure, whole } from '../../charts/quantity.ts';
import type { Estimate } from '../../benchmark/result.ts';

export const REFERENCE_WORDS =
  '1,000 is about an NVIDIA H200 through Dawn; three of its six times are estimates. Twice the score is twice the speed.';

/** `1,234`, or `87.3` for smaller ones. */
export function scoreWords(score: number): string {
  return score >= 100 ? whole(score) : figure(score);
}

/** `95 % interval 1,220 to 1,249` */
export function scoreInterval({ high, low }: Estimate): string {
  return `95 % interval ${scoreWords(low)} to ${scoreWords(high)}`;
}
