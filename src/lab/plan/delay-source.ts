import { findKnownSource } from '../../corpus/known-sources.ts';
import { sourceOf } from '../../corpus/source-rule.ts';

/** A delay source: how far back its symbols repeat, the loss of who knows that symbol, and of who does not. */
export interface DelaySource {
  /** m, symbols. */
  readonly lag: number;
  /** H, nats per symbol. */
  readonly known: number;
  /** log V, nats per symbol. */
  readonly blind: number;
}

/** The source with this id; null if it is no delay source. */
export function delaySource(id: string): DelaySource | null {
  const rule = findKnownSource(id)?.rule;
  if (rule?.kind !== 'delay') return null;
  return { lag: rule.lag, known: sourceOf(rule).entropy, blind: Math.log(rule.vocabulary) };
}
