import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { contextsOf, type ZipfMarkovRule } from '../zipf-markov.ts';
import { zipf } from '../zipf.ts';
import { aliasTable } from './alias-table.ts';
import { drawPermutations } from './permutations.ts';

/** The first tokens of a Zipf–Markov source. */
export function zipfMarkovTokens(
  rule: ZipfMarkovRule,
  seed: number,
  length: number,
): Uint8Array<ArrayBuffer> {
  const { vocabulary, exponent } = rule;
  const contexts = contextsOf(rule);
  const ranks = zipf(vocabulary, exponent);
  const random = xoroshiro128plus(seed);
  const table = drawPermutations(contexts, ranks, random);
  const drawRank = aliasTable(ranks);
  const tokens = new Uint8Array(length);
  let context = 0;
  for (let i = 0; i < length; i++) {
    const symbol = table[context * vocabulary + drawRank(random.next())];
    tokens[i] = symbol;
    context = (context * vocabulary + symbol) % contexts;
  }
  return tokens;
}
