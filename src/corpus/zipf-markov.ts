import type { Source } from './source.ts';
import { symbols } from './symbols.ts';
import { entropyOf, zipf } from './zipf.ts';

export interface ZipfMarkovRule {
  readonly kind: 'zipf-markov';
  /** V. */
  readonly vocabulary: number;
  /** Exponent of Zipf's law. */
  readonly exponent: number;
  /** Symbols of a context; there are V^order contexts. */
  readonly order: number;
}

/** The most bytes of the table of permutations. */
const LARGEST_TABLE = 2 ** 24;

/**
 * Permuted Zipf–Markov source: every context of `order` symbols has its own permutation of one Zipf distribution z.
 * So the entropy rate is H(z) for any stationary distribution. Permutations are drawn by the Plackett–Luce rule with
 * Zipf weights, which makes contexts heavy-tailed.
 *
 * @throws if the table of permutations is too large
 */
export function zipfMarkov(rule: ZipfMarkovRule): Source {
  const { vocabulary, exponent, order } = rule;
  contextsOf(rule);
  const ranks = zipf(vocabulary, exponent);
  const entropy = entropyOf(ranks);
  return {
    alphabet: symbols(vocabulary),
    entropy,
    // The first order − 1 predictions of a window lack a part of their context. Each costs at most log V.
    edge: Math.max(0, order - 1) * (Math.log(vocabulary) - entropy),
  };
}

/** The number of contexts. @throws if the table of their permutations is too large */
export function contextsOf({ vocabulary, order }: ZipfMarkovRule): number {
  const contexts = vocabulary ** order;
  if (contexts * vocabulary <= LARGEST_TABLE) return contexts;
  throw new Error(`${contexts} contexts of ${vocabulary} symbols are more than ${LARGEST_TABLE} bytes`);
}
