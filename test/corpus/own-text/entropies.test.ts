import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { entropiesOf } from '../../../src/corpus/own-text/entropies.ts';

/** Mean of −ln p over the tokens, with every probability counted from the list itself. */
function unigramOf(tokens: readonly number[]): number {
  const share = (token: number): number => tokens.filter((other) => other === token).length / tokens.length;
  return tokens.reduce((sum, token) => sum - Math.log(share(token)), 0) / tokens.length;
}

/** Mean of −ln p(next | token) over the pairs. */
function bigramOf(tokens: readonly number[]): number {
  const pairs = tokens.slice(1).map((next, i) => [tokens[i], next] as const);
  const cost = ([first, next]: readonly [number | undefined, number]): number => {
    const after = pairs.filter(([other]) => other === first);
    return -Math.log(after.filter(([, other]) => other === next).length / after.length);
  };
  return pairs.length === 0 ? 0 : pairs.reduce((sum, pair) => sum + cost(pair), 0) / pairs.length;
}

test('entropies are the mean costs of the tokens by the counts of the text', () => {
  const texts = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(texts, (tokens) => {
      const { bigram, unigram } = entropiesOf(Uint8Array.from(tokens), 6);
      expect(unigram).toBeCloseTo(unigramOf(tokens), 10);
      expect(bigram).toBeCloseTo(bigramOf(tokens), 10);
    }),
  );
});

test('two symbols that alternate have a unigram entropy of ln 2 and nothing left to predict', () => {
  const { bigram, unigram } = entropiesOf(
    Uint8Array.from({ length: 1000 }, (_, i) => i % 2),
    2,
  );
  expect(unigram).toBeCloseTo(Math.LN2, 12);
  expect(bigram).toBeCloseTo(0, 12);
});
