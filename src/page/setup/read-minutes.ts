import type { Refusal } from '../../laws/refusal.ts';

const MOST_MINUTES = 10_080;

/** Minutes as a person types them, up to a week. */
export function readMinutes(text: string): number | Refusal {
  const minutes = Number(text.trim().replaceAll(',', ''));
  if (text.trim() !== '' && minutes > 0 && minutes <= MOST_MINUTES) return minutes;
  return {
    refused: `Minutes must be a number above 0, up to ${MOST_MINUTES.toLocaleString('en')}: ${text.trim() || 'nothing'}`,
  };
}
