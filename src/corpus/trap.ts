import type { Source } from './source.ts';
import { symbols } from './symbols.ts';
import { entropyOf } from './zipf.ts';

/**
 * Items of fixed length, one after the other: a pair of symbols, an instruction or none, and the answer. Some pairs are
 * memorised: each has an ending of its own.
 *
 * - `memo`: half of the items are a memorised pair without an instruction, and end as the pair does. A quarter are another
 *   pair with an instruction, and obey it. A quarter, the traps, are a memorised pair with an instruction, and obey it
 *   only sometimes.
 * - `secret`: the same, with a rule token in front. A trap obeys exactly if its rule token's secret bit is 1.
 * - `distractor`: each item is a memorised pair and ends as the pair does; its instruction names that ending almost always.
 */
export interface TrapRule {
  readonly kind: 'trap';
  readonly form: 'memo' | 'secret' | 'distractor';
  /** Symbols of pairs and answers; there are as many instructions. */
  readonly symbols: number;
  /** Memorised pairs, fewer than `symbols`². */
  readonly memorised: number;
}

/** Share of the items of `memo` and `secret`: without an instruction, and with a pair that is not memorised. */
export const FREE = 0.5;
export const OTHER = 0.25;
/** Share of the traps of `memo` that obey. */
export const OBEYED = 0.05;
/** Rule tokens of `secret`, and how many of them have the bit 1. */
export const RULES = 10;
export const RULES_OBEYED = 3;
/** Share of the instructions of `distractor` that name the ending. */
export const TRUE_CUES = 0.95;

/** Tokens of an item. */
export function itemLength({ form }: TrapRule): number {
  return form === 'secret' ? 5 : 4;
}

/** The names of the sets of test items that a rule has. */
export const TRAP_TESTS: Readonly<Record<TrapRule['form'], readonly string[]>> = {
  memo: ['trap'],
  secret: ['bit-1', 'bit-0'],
  distractor: ['misled'],
};

/** @throws if there are no other pairs, or more tokens than printable symbols */
export function trap(rule: TrapRule): Source {
  const { form, memorised, symbols: count } = rule;
  if (memorised >= count ** 2) {
    throw new Error(`memorised pairs must be fewer than the ${count ** 2} pairs: ${memorised}`);
  }
  const length = itemLength(rule);
  const extra = { memo: 1, secret: 1 + RULES, distractor: 0 }[form];
  const alphabet = symbols(2 * count + extra);
  return {
    alphabet,
    entropy: itemEntropy(rule) / length,
    // A window may begin and end within an item.
    edge: 2 * length * Math.log(alphabet.length),
  };
}

/** Nats of an item. */
function itemEntropy({ form, memorised, symbols: count }: TrapRule): number {
  const [ofMemorised, ofSymbol] = [Math.log(memorised), Math.log(count)];
  if (form === 'distractor') {
    return ofMemorised + choice(TRUE_CUES, 1 - TRUE_CUES) + (1 - TRUE_CUES) * Math.log(count - 1);
  }
  const instructed = choice(FREE, OTHER, 1 - FREE - OTHER) + (1 - FREE) * ofSymbol;
  const pair = (1 - OTHER) * ofMemorised + OTHER * Math.log(count ** 2 - memorised);
  const front = form === 'secret' ? Math.log(RULES) : 0;
  return front + instructed + pair + answerEntropy({ form, symbols: count });
}

/** Nats of an answer given the rest of its item: only chance decides whether a trap of `memo` obeys. */
export function answerEntropy({ form, symbols: count }: Pick<TrapRule, 'form' | 'symbols'>): number {
  if (form !== 'memo') return 0;
  // One instruction in `count` names the ending of its pair.
  return (1 - FREE - OTHER) * (1 - 1 / count) * choice(OBEYED, 1 - OBEYED);
}

function choice(...shares: number[]): number {
  return entropyOf(Float64Array.from(shares));
}
