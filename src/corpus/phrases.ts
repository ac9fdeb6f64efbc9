import type { Source } from './source.ts';
import { symbols } from './symbols.ts';
import { entropyOf, zipf } from './zipf.ts';

export interface PhrasesRule {
  readonly kind: 'phrases';
  /** W, the number of words; each is one symbol. */
  readonly words: number;
  /** Exponent of Zipf's law over words. */
  readonly exponent: number;
  /** The most phrases that can be open at once. */
  readonly depth: number;
  /** Probability that a phrase opens, if fewer than `depth` are open. */
  readonly open: number;
  /** Probability that the innermost open phrase closes. */
  readonly close: number;
}

const OPENERS = '([{<';
const CLOSERS = ')]}>';
/** K, kinds of phrases. */
export const KINDS = OPENERS.length;

/**
 * A probabilistic context-free grammar of nested phrases. Let k be the kind of the innermost open phrase (0 for none),
 * d the number of open phrases, and x the last symbol. The rules of its nonterminals are
 *
 *     P(k, d, x) → w P(k, d, w)                        a word w
 *                | o_j P(j, d + 1, o_j) c_j P(k, d, c_j)   a phrase of kind j, all kinds equally likely, if d < depth
 *                | ε                                  the end of this phrase, if d > 0
 *
 * Each (k, x) has its own order of words. A word is the r-th in that order, where r follows Zipf's law. So the next
 * word depends on the innermost open phrase, which may be older than phrases that are already closed.
 *
 * The earlier symbols decide which phrases are open, so the entropy rate is Σ_d π(d)·H(d), where H(d) is the entropy of
 * the next symbol at depth d and π is the stationary distribution: π(d + 1) / π(d) = open / close. A model that starts
 * in the middle lacks at most the entropy of the open phrases, H(π) + E[d]·log K. This bounds the extra cost of a
 * window.
 */
export function phrases(rule: PhrasesRule): Source {
  const { words } = rule;
  const depths = depthsOf(rule);
  const stationary = stationaryDepths(rule);
  const average = (values: readonly number[]) => values.reduce((sum, v, d) => sum + stationary[d] * v, 0);
  return {
    alphabet: symbols(words) + OPENERS + CLOSERS,
    entropy: average(depths.map(entropyOf)),
    edge: entropyOf(stationary) + average(depths.map((_, d) => d)) * Math.log(KINDS),
  };
}

/** `symbolsAt` of every depth. */
export function depthsOf(rule: PhrasesRule): Float64Array[] {
  return Array.from({ length: rule.depth + 1 }, (_, d) => symbolsAt(d, rule));
}

/** Probabilities at depth d of every word's rank, of each opener, and of the fitting closer. */
function symbolsAt(d: number, { words, exponent, depth, open, close }: PhrasesRule): Float64Array {
  const opening = d < depth ? open : 0;
  const closing = d > 0 ? close : 0;
  const ranks = zipf(words, exponent).map((p) => p * (1 - opening - closing));
  return Float64Array.from([...ranks, ...Array.from({ length: KINDS }, () => opening / KINDS), closing]);
}

/** π over 0 … depth: phrases open as often as they close. */
function stationaryDepths({ depth, open, close }: PhrasesRule): Float64Array {
  const weights = Float64Array.from({ length: depth + 1 }, (_, d) => (open / close) ** d);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
