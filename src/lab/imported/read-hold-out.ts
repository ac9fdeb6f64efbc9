import type { Refusal } from '../../laws/refusal.ts';

/** The fewest runs that the fits keep. */
const LEAST_FITTED = 3;

/** The most of so many runs that a person may leave out. */
export function mostHeldOut(runs: number): number {
  return Math.max(0, runs - LEAST_FITTED);
}

/** How many of the largest runs a person leaves out, from the text of the field; or the rule that the text breaks. */
export function readHoldOut(text: string, runs: number): { readonly count: number } | Refusal {
  const most = mostHeldOut(runs);
  const count = /^\d{1,9}$/.test(text.trim()) ? Number(text) : NaN;
  if (count >= 0 && count <= most) return { count };
  const given = text.trim() === '' ? 'no whole number' : text.trim();
  return {
    refused: `Give a whole number from 0 to ${most}, because the fits keep ${LEAST_FITTED} of the ${runs} runs: ${given}.`,
  };
}
