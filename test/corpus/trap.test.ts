import { expect, test } from 'vitest';
import { findKnownSource } from '../../src/corpus/known-sources.ts';
import { generate } from '../../src/corpus/generated/generate.ts';
import { trapTests } from '../../src/corpus/generated/trap.ts';
import { sourceOf } from '../../src/corpus/source-rule.ts';
import type { TrapRule } from '../../src/corpus/trap.ts';
import { conditionalEntropy } from '../harness/corpus/conditional-entropy.ts';

const TOKENS = 800_000;
const NONE = -1;

interface Item {
  readonly rule: number;
  readonly pair: string;
  /** The symbol that the instruction names, or `NONE`. */
  readonly named: number;
  readonly answer: number;
}

function ruleOf(id: string): TrapRule {
  const { rule } = findKnownSource(id)!;
  if (rule.kind !== 'trap') throw new Error(id);
  return rule;
}

/** Reads items by the places of their tokens: 32 symbols, 32 instructions, none, rule tokens. */
function itemsOf(tokens: Uint8Array, length: number): Item[] {
  return Array.from({ length: Math.floor(tokens.length / length) }, (_, i) => {
    const [answer, instruction, second, first, rule = NONE] = tokens
      .subarray(i * length, (i + 1) * length)
      .toReversed();
    const named = instruction === 64 ? NONE : instruction - 32;
    return { rule, pair: `${first} ${second}`, named, answer };
  });
}

/** The endings of memorised pairs, as the items without an instruction tell them; of a distractor, as all items do. */
function endingsOf(items: readonly Item[], id = ''): Map<string, number> {
  const told = items.filter(({ named }) => named === NONE || id === 'distractor');
  return new Map(told.map(({ pair, answer }) => [pair, answer]));
}

const share = (items: readonly Item[], holds: (item: Item) => boolean) =>
  items.filter(holds).length / items.length;

test('a memo trap: 256 pairs have an ending; other pairs obey; a trap obeys in one of 20 cases', () => {
  const items = itemsOf(generate(ruleOf('memo-trap'), 1, TOKENS), 4);
  const endings = endingsOf(items);
  expect(endings.size).toBe(256);
  const free = items.filter(({ named }) => named === NONE);
  expect(free.every(({ answer, pair }) => answer === endings.get(pair))).toBe(true);
  expect(free.length / items.length).toBeCloseTo(0.5, 2);
  const others = items.filter(({ pair }) => !endings.has(pair));
  expect(others.every(({ answer, named }) => answer === named)).toBe(true);
  expect(new Set(others.map(({ pair }) => pair)).size).toBe(1024 - 256);
  expect(others.length / items.length).toBeCloseTo(0.25, 2);
  const traps = items.filter(
    ({ named, pair }) => named !== NONE && named !== endings.get(pair) && endings.has(pair),
  );
  expect(share(traps, ({ answer, named }) => answer === named)).toBeCloseTo(0.05, 2);
  expect(traps.every(({ answer, named, pair }) => answer === named || answer === endings.get(pair))).toBe(
    true,
  );
});

test('a secret bit: a trap obeys exactly if its rule token is one of three of ten', () => {
  const items = itemsOf(generate(ruleOf('secret-bit'), 1, TOKENS), 5);
  const endings = endingsOf(items);
  const traps = items.filter(
    ({ named, pair }) => named !== NONE && named !== endings.get(pair) && endings.has(pair),
  );
  const rules = [...new Set(items.map(({ rule }) => rule))].toSorted((a, b) => a - b);
  expect(rules).toEqual(Array.from({ length: 10 }, (_, i) => 65 + i));
  const obeying = rules.map((rule) =>
    share(
      traps.filter((item) => item.rule === rule),
      ({ answer, named }) => answer === named,
    ),
  );
  expect(obeying.toSorted((a, b) => a - b)).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1, 1]);
});

test('a distractor: every pair ends in its own way, and the instruction names that ending in 19 of 20 items', () => {
  const items = itemsOf(generate(ruleOf('distractor'), 1, TOKENS), 4);
  const endings = endingsOf(items, 'distractor');
  expect(endings.size).toBe(256);
  expect(items.every(({ answer, pair }) => endings.get(pair) === answer)).toBe(true);
  expect(share(items, ({ answer, named }) => answer === named)).toBeCloseTo(0.95, 2);
});

test.each(['memo-trap', 'secret-bit', 'distractor'])('%s has its stated entropy', (id) => {
  const length = id === 'secret-bit' ? 5 : 4;
  const tokens = generate(ruleOf(id), 3, TOKENS);
  // Each token given what matters of its item so far.
  const groups: Record<number, [states: number[], next: number[]]> = {};
  const items = itemsOf(tokens, length);
  const endings = endingsOf(items, id);
  for (const [i, token] of tokens.entries()) {
    const place = i % length;
    const front = length - 4;
    const [states, next] = (groups[place] ??= [[], []]);
    const item = i - place + front;
    const ending = endings.get(`${tokens[item]} ${tokens[item + 1]}`) ?? 99;
    const named = tokens[item + 2] - 32;
    if (place < front + 1) states.push(0);
    else if (place === front + 1) states.push(tokens[i - 1]);
    else if (place === front + 2) states.push(id === 'distractor' ? ending : Number(ending === 99));
    else
      states.push(id === 'distractor' ? 0 : ((ending * 40 + named) * 80 + (front && tokens[i - place])) | 0);
    next.push(id === 'distractor' && place === 3 ? 0 : token);
  }
  const measured = Object.values(groups)
    .map(([states, next]) => conditionalEntropy(Int32Array.from(states), Uint8Array.from(next)))
    .reduce((sum, nats) => sum + nats, 0);
  expect(Math.abs(measured / length - sourceOf(ruleOf(id)).entropy)).toBeLessThan(0.006);
});

test.each([
  ['memo-trap', 'trap', 128, 4],
  ['secret-bit', 'bit-1', 120, 5],
  ['secret-bit', 'bit-0', 120, 5],
  ['distractor', 'misled', 128, 4],
])(
  'windows of %s, %s, ask for the right answer of a trap after ordinary items',
  (id, name, context, length) => {
    const rule = ruleOf(id);
    const text = itemsOf(generate(rule, 1, TOKENS), length);
    const endings = endingsOf(text, id);
    const { tokens, positions } = trapTests(rule, 1, { name, windows: 300 }, context);
    expect(tokens).toHaveLength(300 * (context + 1));
    expect(new Set(positions)).toEqual(new Set([Math.floor((context + 1) / length) * length - 2]));
    const bits = new Map(
      text
        .filter(({ named, pair }) => named !== NONE && endings.has(pair) && named !== endings.get(pair))
        .map(({ answer, named, rule: token }) => [token, answer === named]),
    );
    const tested = Array.from(positions, (position, i) => {
      const end = i * (context + 1) + position + 2;
      return itemsOf(tokens.subarray(end - length, end), length)[0];
    });
    const obeys = name === 'trap' || name === 'bit-1';
    for (const { answer, named, pair, rule: token } of tested) {
      expect(named).not.toBe(endings.get(pair));
      expect(answer).toBe(obeys ? named : endings.get(pair));
      expect(bits.get(token)).toBe(id === 'secret-bit' ? obeys : bits.get(token));
    }
    expect(new Set(tested.map(({ pair }) => pair)).size).toBeGreaterThan(100);
    expect(trapTests(rule, 1, { name, windows: 300 }, context).tokens).toEqual(tokens);
    const first = text.slice(0, 3).map(({ pair }) => pair);
    expect(
      itemsOf(tokens, length)
        .slice(0, 3)
        .map(({ pair }) => pair),
    ).not.toEqual(first);
  },
);

test('a window without room for an item, an unknown set and too many memorised pairs are refused', () => {
  const rule = ruleOf('memo-trap');
  expect(() => trapTests(rule, 1, { name: 'trap', windows: 1 }, 2)).toThrow('3 tokens or more for a test: 2');
  expect(() => trapTests(rule, 1, { name: 'misled', windows: 1 }, 128)).toThrow('no test items named misled');
  expect(() => sourceOf({ ...rule, memorised: 1024 })).toThrow('fewer than the 1024 pairs: 1024');
});
