import type { Source } from './source.ts';
import { symbols } from './symbols.ts';
import { entropyOf } from './zipf.ts';

export interface DelayRule {
  readonly kind: 'delay';
  /** V. */
  readonly vocabulary: number;
  /** m: how many symbols before a symbol the one stands that it may repeat. */
  readonly lag: number;
  /** Probability that a symbol repeats it; otherwise every symbol is equally likely. */
  readonly copy: number;
}

/**
 * x_t = x_{t−m} with probability `copy`, else a symbol drawn evenly. Who knows the symbol m before loses H a symbol; to all
 * others every symbol is equally likely.
 */
export function delay({ vocabulary, lag, copy }: DelayRule): Source {
  const other = (1 - copy) / vocabulary;
  const next = new Float64Array(vocabulary).fill(other);
  next[0] = copy + other;
  const entropy = entropyOf(next);
  return {
    alphabet: symbols(vocabulary),
    entropy,
    // The first m − 1 predictions of a window repeat symbols that stand before it.
    edge: (lag - 1) * (Math.log(vocabulary) - entropy),
  };
}
