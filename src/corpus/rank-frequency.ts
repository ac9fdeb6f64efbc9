/** How often the words of a text occur, and Zipf's law fitted to it. */
export interface RankFrequency {
  /** Total number of words. */
  readonly words: number;
  /** Occurrences of each distinct word, most frequent first: the word of rank r is at index r − 1. */
  readonly counts: Float64Array;
  /** s of f = scale / r^s over the ranks 1 to `lastRank`. */
  readonly exponent: number;
  /** The law's frequency of the word of rank 1. */
  readonly scale: number;
  /** R² of log frequency over log rank, 0 to 1. */
  readonly rSquared: number;
  /** The fit leaves out later ranks, because their counts are small and fall faster. */
  readonly lastRank: number;
}

const LAST_RANK = 1000;
const RANKS_A_DECADE = 20;

/**
 * Ranks and frequencies of the words of a text, and Zipf's law (Zipf 1935) by least squares on log–log axes through evenly
 * spaced ranks. A word is a run of letters of any script, in either case.
 *
 * @throws for a text of fewer than two different words
 */
export function rankFrequency(text: string): RankFrequency {
  const occurrences = new Map<string, number>();
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{M}]+/gu)) {
    occurrences.set(word, (occurrences.get(word) ?? 0) + 1);
  }
  const counts = Float64Array.from(occurrences.values()).sort().toReversed();
  if (counts.length < 2) throw new Error(`ranks need two different words: ${counts.length}`);
  const lastRank = Math.min(LAST_RANK, counts.length);
  const words = counts.reduce((sum, count) => sum + count, 0);
  return { words, counts, lastRank, ...lineThrough(counts, evenRanks(lastRank)) };
}

/** Distinct ranks, evenly spaced on a log axis. */
function evenRanks(last: number): number[] {
  const steps = Math.ceil(Math.log10(last) * RANKS_A_DECADE);
  return [...new Set(Array.from({ length: steps + 1 }, (_, i) => Math.round(last ** (i / steps))))];
}

function lineThrough(
  counts: Float64Array,
  ranks: readonly number[],
): Pick<RankFrequency, 'exponent' | 'scale' | 'rSquared'> {
  const x = ranks.map(Math.log);
  const y = ranks.map((rank) => Math.log(counts[rank - 1]));
  const products = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, i) => sum + value * b[i], 0) - a.length * mean(a) * mean(b);
  const slope = products(x, y) / products(x, x);
  const spread = products(y, y);
  return {
    exponent: -slope,
    scale: Math.exp(mean(y) - slope * mean(x)),
    rSquared: spread > 0 ? (slope * products(x, y)) / spread : 1,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
