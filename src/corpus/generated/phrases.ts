import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { depthsOf, KINDS, type PhrasesRule } from '../phrases.ts';
import { zipf } from '../zipf.ts';
import { aliasTable } from './alias-table.ts';
import { drawPermutations } from './permutations.ts';

/** The first tokens of a grammar of nested phrases. */
export function phraseTokens(rule: PhrasesRule, seed: number, length: number): Uint8Array<ArrayBuffer> {
  const { words, exponent } = rule;
  const random = xoroshiro128plus(seed);
  const vocabulary = words + 2 * KINDS;
  const orders = drawPermutations((KINDS + 1) * vocabulary, zipf(words, exponent), random);
  const draws = depthsOf(rule).map(aliasTable);
  const tokens = new Uint8Array(length);
  /** Kinds of the open phrases, counted from 1, innermost last, after a 0 for none. */
  const open = [0];
  let before = 0;
  for (let i = 0; i < length; i++) {
    const kind = open[open.length - 1];
    const drawn = draws[open.length - 1](random.next());
    if (drawn < words) before = orders[(kind * vocabulary + before) * words + drawn];
    else if (drawn < words + KINDS) {
      before = drawn;
      open.push(drawn - words + 1);
    } else {
      before = words + KINDS + kind - 1;
      open.pop();
    }
    tokens[i] = before;
  }
  return tokens;
}
