import { EVERY } from './loss-spacing.ts';

/** How far a loss may lie from the recorded one, as a share of it: adapters round differently, and no more. */
const TOLERANCE = 2e-3;

/** What happened while a benchmark was made. */
export interface Circumstances {
  /** Whether the page was hidden at any time; a process without a page never is. */
  hidden: boolean;
  /** Times that the thread was held up, as by a computer that sleeps. */
  gaps: number;
  /** After 0, 10, 20 … steps, nats per token. */
  losses: readonly number[];
  /** What these are where nothing is altered. */
  recorded: readonly number[];
}

/** Why a benchmark's figures say nothing; none where they do. */
export function voidReasons({ hidden, gaps, losses, recorded }: Circumstances): string[] {
  const reasons: string[] = [];
  if (hidden) reasons.push('the page was hidden');
  if (gaps > 0) reasons.push('the computer slept, or the page was held up');
  const step = recorded.findIndex((loss, i) => !(Math.abs((losses[i] ?? NaN) / loss - 1) <= TOLERANCE));
  if (step >= 0) {
    reasons.push(
      `the losses leave the recorded curve: ${losses[step]} instead of ${recorded[step]} at step ${EVERY * step}`,
    );
  }
  return reasons;
}
