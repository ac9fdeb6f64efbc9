import { EVERY } from './loss-spacing.ts';

/** The largest relative difference from a recorded loss: adapters differ only by rounding. */
const TOLERANCE = 2e-3;

/** The events and losses of a benchmark. */
export interface Circumstances {
  /** Whether the page was hidden at any time; false without a page. */
  hidden: boolean;
  /** How often the thread was stopped, for example by a computer's sleep. */
  gaps: number;
  /** After 0, 10, 20 … steps, nats per token. */
  losses: readonly number[];
  /** The recorded losses. */
  recorded: readonly number[];
}

/** Why a benchmark's figures are void; empty if they are valid. */
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
