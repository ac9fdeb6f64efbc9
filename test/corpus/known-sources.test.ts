import { describe, expect, test } from 'vitest';
import { findKnownSource, KNOWN_SOURCES } from '../../src/corpus/known-sources.ts';
import { generate } from '../../src/corpus/generated/generate.ts';
import { sourceOf, type SourceRule } from '../../src/corpus/source-rule.ts';
import { decode, encode } from '../../src/corpus/tokenizer.ts';
import { conditionalEntropy } from '../harness/corpus/conditional-entropy.ts';

const TOKENS = 1_000_000;

/** The last `order` symbols before each token from place `order` on. */
function contexts(tokens: Uint8Array, vocabulary: number, order: number): Int32Array {
  return Int32Array.from({ length: tokens.length - order }, (_, i) =>
    tokens.subarray(i, i + order).reduce((context, token) => context * vocabulary + token, 0),
  );
}

/** The open phrases before each symbol of a text: their openers, outermost first. */
function openBefore(text: string): string[] {
  let open = '';
  return Array.from(text, (symbol) => {
    const before = open;
    if ('([{<'.includes(symbol)) open += symbol;
    if (')]}>'.includes(symbol)) open = open.slice(0, -1);
    return before;
  });
}

describe.each(KNOWN_SOURCES)('$id', ({ rule, seed }) => {
  const source = sourceOf(rule);
  const tokens = generate(rule, seed, 50_000);

  test('the same seed gives the same tokens, and a shorter text is the beginning of a longer one', () => {
    expect(generate(rule, seed, 50_000)).toEqual(tokens);
    expect(generate(rule, seed, 777)).toEqual(tokens.subarray(0, 777));
  });

  test('another seed gives other tokens', () => {
    expect(generate(rule, seed + 1, 50_000)).not.toEqual(tokens);
  });

  test('every symbol occurs, is printable, and is in the alphabet once', () => {
    expect(new Set(tokens).size).toBe(source.alphabet.length);
    expect(Math.max(...new Set(tokens))).toBe(source.alphabet.length - 1);
    expect(source.alphabet).toMatch(/^[!-~]+$/);
    expect(encode(source.alphabet, source.alphabet)).toEqual(
      Uint8Array.from({ length: source.alphabet.length }, (_, i) => i),
    );
  });

  test('no source has more entropy than the uniform one on its alphabet', () => {
    expect(source.entropy).toBeLessThanOrEqual(Math.log(source.alphabet.length));
    expect(source.edge).toBeGreaterThanOrEqual(0);
  });
});

test('H(z) of the default Zipf–Markov source is 2.59928 nats', () => {
  const { rule } = findKnownSource('zipf-markov')!;
  expect(sourceOf(rule).entropy).toBeCloseTo(2.59928, 5);
});

test.each<SourceRule & { kind: 'zipf-markov' }>([
  { kind: 'zipf-markov', vocabulary: 32, exponent: 1.2, order: 2 },
  { kind: 'zipf-markov', vocabulary: 16, exponent: 1.2, order: 2 },
  { kind: 'zipf-markov', vocabulary: 7, exponent: 0.8, order: 3 },
  { kind: 'zipf-markov', vocabulary: 50, exponent: 1.5, order: 1 },
])('a Zipf–Markov source of $vocabulary symbols and order $order has its stated entropy', (rule) => {
  const source = sourceOf(rule);
  const tokens = generate(rule, 5, TOKENS);
  const states = contexts(tokens, rule.vocabulary, rule.order);
  const measured = conditionalEntropy(states, tokens.subarray(rule.order));
  expect(Math.abs(measured - source.entropy)).toBeLessThan(0.004);
});

test('fewer symbols of context cost a Zipf–Markov source more, though less than log V', () => {
  const rule = { kind: 'zipf-markov', vocabulary: 32, exponent: 1.2, order: 2 } as const;
  const source = sourceOf(rule);
  const tokens = generate(rule, 1, TOKENS);
  const shorter = conditionalEntropy(contexts(tokens, 32, 1), tokens.subarray(1));
  expect(shorter).toBeGreaterThan(source.entropy + 0.2);
  expect(shorter - source.entropy).toBeLessThan(source.edge);
});

test('contexts of a Zipf–Markov source are heavy-tailed: the most frequent tenth covers over two fifths of the text', () => {
  const rule = { kind: 'zipf-markov', vocabulary: 32, exponent: 1.2, order: 2 } as const;
  const counts = new Float64Array(1024);
  for (const context of contexts(generate(rule, 1, TOKENS), 32, 2)) counts[context]++;
  const top = counts
    .sort()
    .subarray(-102)
    .reduce((sum, count) => sum + count, 0);
  expect(top / TOKENS).toBeGreaterThan(0.4);
});

test.each<SourceRule & { kind: 'phrases' }>([
  { kind: 'phrases', words: 24, exponent: 1.2, depth: 3, open: 0.15, close: 0.2 },
  { kind: 'phrases', words: 10, exponent: 1, depth: 1, open: 0.3, close: 0.1 },
  { kind: 'phrases', words: 12, exponent: 0.5, depth: 5, open: 0.2, close: 0.2 },
])('a grammar of depth $depth has its stated entropy, and every closer fits its opener', (rule) => {
  const source = sourceOf(rule);
  const tokens = generate(rule, 3, TOKENS);
  const text = decode(tokens, source.alphabet);
  const open = openBefore(text);
  const wrong = Array.from(text).filter((symbol, i) => {
    const kind = ')]}>'.indexOf(symbol);
    return kind >= 0 && open[i]?.at(-1) !== '([{<'[kind];
  });
  expect(wrong).toEqual([]);
  expect(new Set(open.map((openers) => openers.length)).size).toBe(rule.depth + 1);
  const states = open.map((openers, i) => {
    const kind = '([{<'.indexOf(openers.at(-1) ?? '') + 1;
    return ((tokens[i - 1] ?? 0) * 5 + (openers === '' ? 0 : kind)) * 10 + openers.length;
  });
  expect(Math.abs(conditionalEntropy(states, tokens) - source.entropy)).toBeLessThan(0.005);
});

test('a uniform source uses each symbol equally after any context', () => {
  const rule = { kind: 'uniform', vocabulary: 32 } as const;
  const source = sourceOf(rule);
  const tokens = generate(rule, 1, TOKENS);
  expect(source.entropy).toBe(Math.log(32));
  expect(conditionalEntropy(contexts(tokens, 32, 2), tokens.subarray(2))).toBeCloseTo(Math.log(32), 3);
});

test.each<SourceRule & { kind: 'delay' }>([
  { kind: 'delay', vocabulary: 32, lag: 3, copy: 0.8 },
  { kind: 'delay', vocabulary: 32, lag: 40, copy: 0.8 },
  { kind: 'delay', vocabulary: 10, lag: 7, copy: 0.5 },
])('a delay of $lag has its stated entropy given the symbol that far back, and log V without it', (rule) => {
  const { entropy, edge } = sourceOf(rule);
  const tokens = generate(rule, 9, TOKENS);
  const given = (lag: number) => conditionalEntropy(tokens.subarray(0, TOKENS - lag), tokens.subarray(lag));
  expect(Math.abs(given(rule.lag) - entropy)).toBeLessThan(0.004);
  for (const lag of [1, rule.lag - 1, rule.lag + 1]) {
    expect(Math.abs(given(lag) - Math.log(rule.vocabulary))).toBeLessThan(0.004);
  }
  expect(edge).toBeCloseTo((rule.lag - 1) * (Math.log(rule.vocabulary) - entropy), 12);
});

test('H of the delay sources is 1.157 nats, which a model of the rule reaches beyond the delay and no sooner', () => {
  const { rule } = findKnownSource('delay-10')!;
  const { alphabet, entropy } = sourceOf(rule);
  expect(entropy).toBeCloseTo(1.157, 3);
  const tokens = generate(rule, 1, 128 * 2000 + 1);
  const repeated = 0.8 + 0.2 / alphabet.length;
  let [before, beyond] = [0, 0];
  for (let start = 0; start + 128 < tokens.length; start += 128) {
    for (let at = 1; at <= 128; at++) {
      const known = at >= 10;
      const chance = tokens[start + at] === tokens[start + at - 10] ? repeated : (1 - repeated) / 31;
      if (known) beyond -= Math.log(chance);
      else before += Math.log(alphabet.length);
    }
  }
  expect(beyond / (2000 * 119)).toBeCloseTo(entropy, 1);
  expect(before / (2000 * 9)).toBeCloseTo(Math.log(32), 9);
  expect(before + beyond).toBeCloseTo(2000 * 128 * entropy + 2000 * sourceOf(rule).edge, -4);
});

test('a source with more symbols or contexts than fit is refused with the figures', () => {
  expect(() => sourceOf({ kind: 'uniform', vocabulary: 200 })).toThrow('printable symbols: 200');
  expect(() => sourceOf({ kind: 'zipf-markov', vocabulary: 60, exponent: 1, order: 4 })).toThrow(
    '12960000 contexts of 60 symbols',
  );
});
