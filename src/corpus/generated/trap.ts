import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import {
  FREE,
  itemLength,
  OBEYED,
  OTHER,
  RULES,
  RULES_OBEYED,
  TRAP_TESTS,
  TRUE_CUES,
  type TrapRule,
} from '../trap.ts';

/** Windows that test a model: T + 1 tokens each, with one answer whose right token is the one that stands there. */
export interface TestWindows {
  /** [windows, T + 1]. */
  readonly tokens: Uint8Array<ArrayBuffer>;
  /** [windows] the input, counted from 0, at which the model answers. The answer is the token after it. */
  readonly positions: Uint32Array<ArrayBuffer>;
}

/** Makes the sequence of test items another one than that of the text. */
const TEST_SEED = 0x7e57;

type Uniform = () => number;

/** The first tokens of a source of items; the last item may be cut off. */
export function trapTokens(rule: TrapRule, seed: number, length: number): Uint8Array<ArrayBuffer> {
  const uniform = uniformOf(seed);
  const items = new Items(rule, uniform);
  const tokens = new Uint8Array(length);
  for (let at = 0; at < length; at += itemLength(rule)) {
    tokens.set(items.drawn(uniform).slice(0, length - at), at);
  }
  return tokens;
}

/**
 * Windows of ordinary items whose last whole item is a test item of the set `name`. The rule and the seed decide pairs,
 * endings and secret bits, as in the text of `trapTokens`.
 *
 * @param context T
 * @throws if the rule has no such set, or a window has no room for an item
 */
export function trapTests(
  rule: TrapRule,
  seed: number,
  { name, windows }: { readonly name: string; readonly windows: number },
  context: number,
): TestWindows {
  const length = itemLength(rule);
  const whole = Math.floor((context + 1) / length);
  if (whole === 0) throw new Error(`a window must have ${length - 1} tokens or more for a test: ${context}`);
  if (!TRAP_TESTS[rule.form].includes(name)) throw new Error(`this source has no test items named ${name}`);
  const items = new Items(rule, uniformOf(seed));
  const uniform = uniformOf(seed ^ TEST_SEED);
  const tokens = new Uint8Array(windows * (context + 1));
  for (let start = 0; start < tokens.length; start += context + 1) {
    for (let at = 0; at <= context; at += length) {
      const item = at === (whole - 1) * length ? items.test(name, uniform) : items.drawn(uniform);
      tokens.set(item.slice(0, context + 1 - at), start + at);
    }
  }
  return { tokens, positions: new Uint32Array(windows).fill(whole * length - 2) };
}

/** What the seed of a source decides once for all of its items. */
class Items {
  /** All pairs; the memorised ones come first. */
  private readonly pairs: readonly number[];
  /** The ending of each memorised pair. */
  private readonly endings: readonly number[];
  /** The rule tokens in an order in which those with the bit 1 come first. */
  private readonly rules: readonly number[];

  constructor(
    private readonly rule: TrapRule,
    uniform: Uniform,
  ) {
    const { memorised, symbols } = rule;
    this.pairs = shuffled(symbols ** 2, uniform);
    this.endings = Array.from({ length: memorised }, () => below(symbols, uniform));
    this.rules = shuffled(RULES, uniform);
  }

  /** The tokens of an item of the text. */
  drawn(uniform: Uniform): number[] {
    const { form, symbols } = this.rule;
    const kind = uniform();
    const known = below(this.rule.memorised, uniform);
    const named = below(symbols, uniform);
    const chance = uniform();
    const ending = this.endings[known];
    if (form === 'distractor') {
      const wrong = (ending + 1 + below(symbols - 1, uniform)) % symbols;
      return this.item(this.pairs[known], chance < TRUE_CUES ? ending : wrong, ending);
    }
    const rank = below(RULES, uniform);
    if (kind < FREE) return this.item(this.pairs[known], null, ending, rank);
    if (kind < FREE + OTHER) return this.item(this.otherPair(uniform), named, named, rank);
    const obeys = form === 'memo' ? chance < OBEYED : rank < RULES_OBEYED;
    return this.item(this.pairs[known], named, obeys ? named : ending, rank);
  }

  /** A memorised pair whose instruction names another ending. Its last token is the right answer. */
  test(name: string, uniform: Uniform): number[] {
    const { memorised, symbols } = this.rule;
    const known = below(memorised, uniform);
    const ending = this.endings[known];
    const named = (ending + 1 + below(symbols - 1, uniform)) % symbols;
    const obeys = name === 'trap' || name === 'bit-1';
    const rank =
      name === 'bit-0' ? RULES_OBEYED + below(RULES - RULES_OBEYED, uniform) : below(RULES_OBEYED, uniform);
    return this.item(this.pairs[known], named, obeys ? named : ending, rank);
  }

  private otherPair(uniform: Uniform): number {
    const { memorised, symbols } = this.rule;
    return this.pairs[memorised + below(symbols ** 2 - memorised, uniform)];
  }

  /** @param named what the instruction names; null for no instruction */
  private item(pair: number, named: number | null, answer: number, rank = 0): number[] {
    const { form, symbols } = this.rule;
    const front = form === 'secret' ? [2 * symbols + 1 + this.rules[rank]] : [];
    return [...front, Math.floor(pair / symbols), pair % symbols, symbols + (named ?? symbols), answer];
  }
}

function uniformOf(seed: number): Uniform {
  const random = xoroshiro128plus(seed);
  return () => (random.next() >>> 0) / 2 ** 32;
}

function below(count: number, uniform: Uniform): number {
  return Math.floor(uniform() * count);
}

/** The numbers 0 … count − 1 in a random order (Fisher and Yates). */
function shuffled(count: number, uniform: Uniform): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let last = count - 1; last > 0; last--) {
    const other = below(last + 1, uniform);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
