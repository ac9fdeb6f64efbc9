/** Entropies of the tokens of a text by its own counts, in nats per token. */
export interface Entropies {
  /** Of a token, by how often each occurs. */
  readonly unigram: number;
  /** Of a token given the one before it, by how often each pair occurs. */
  readonly bigram: number;
}

/** @param vocabulary every token is below it; at most 256 */
export function entropiesOf(tokens: Uint8Array, vocabulary: number): Entropies {
  const singles = new Uint32Array(vocabulary);
  const pairs = new Uint32Array(vocabulary * vocabulary);
  const [start = 0] = tokens;
  let before = start;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? 0;
    singles[token] = (singles[token] ?? 0) + 1;
    if (at > 0) pairs[before * vocabulary + token] = (pairs[before * vocabulary + token] ?? 0) + 1;
    before = token;
  }
  const firsts = Uint32Array.from({ length: vocabulary }, (_, first) =>
    sumOf(pairs.subarray(first * vocabulary, (first + 1) * vocabulary)),
  );
  // H(next | token) = H(token, next) − H(token).
  const bigram = tokens.length < 2 ? 0 : entropyOf(pairs) - entropyOf(firsts);
  return { unigram: entropyOf(singles), bigram: Math.max(0, bigram) };
}

/** −Σ p ln p of counts. */
function entropyOf(counts: Uint32Array): number {
  const total = sumOf(counts);
  let sum = 0;
  for (const count of counts) if (count > 0) sum -= (count / total) * Math.log(count / total);
  return sum;
}

function sumOf(counts: Uint32Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
