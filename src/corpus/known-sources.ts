import type { SourceRule } from './source-rule.ts';
import type { TrapRule } from './trap.ts';

/** A generated corpus: a rule, a seed, and the length of its text. */
export interface KnownSource {
  readonly id: string;
  readonly title: string;
  readonly rule: SourceRule;
  readonly seed: number;
  /** In tokens. */
  readonly length: number;
}

/** About as long as the longest text of the catalogue. */
const LENGTH = 10_000_000;

/** Delays of the delay sources, in symbols. */
const LAGS = [3, 5, 10, 20, 40];

/** Sources of items, by id. */
const TRAPS: Readonly<Record<string, { readonly form: TrapRule['form']; readonly title: string }>> = {
  'memo-trap': { form: 'memo', title: 'Memo trap' },
  'secret-bit': { form: 'secret', title: 'Memo trap with a secret bit' },
  distractor: { form: 'distractor', title: 'Distractor' },
};

/** The sources of known entropy that come with the page. */
export const KNOWN_SOURCES: readonly KnownSource[] = [
  {
    id: 'zipf-markov',
    title: 'Zipf–Markov source, 1,024 contexts',
    rule: { kind: 'zipf-markov', vocabulary: 32, exponent: 1.2, order: 2 },
    seed: 1,
    length: LENGTH,
  },
  {
    id: 'zipf-markov-small',
    title: 'Zipf–Markov source, 256 contexts',
    rule: { kind: 'zipf-markov', vocabulary: 16, exponent: 1.2, order: 2 },
    seed: 1,
    length: LENGTH,
  },
  {
    id: 'phrases',
    title: 'Grammar of nested phrases',
    rule: { kind: 'phrases', words: 24, exponent: 1.2, depth: 3, open: 0.15, close: 0.2 },
    seed: 1,
    length: LENGTH,
  },
  {
    id: 'uniform',
    title: 'Uniform source',
    rule: { kind: 'uniform', vocabulary: 32 },
    seed: 1,
    length: LENGTH,
  },
  ...LAGS.map((lag): KnownSource => ({
    id: `delay-${lag}`,
    title: `Delay of ${lag} symbols`,
    rule: { kind: 'delay', vocabulary: 32, lag, copy: 0.8 },
    seed: 1,
    length: LENGTH,
  })),
  ...Object.entries(TRAPS).map(([id, { form, title }]): KnownSource => ({
    id,
    title,
    rule: { kind: 'trap', form, symbols: 32, memorised: 256 },
    seed: 1,
    length: LENGTH,
  })),
];

/** The source with this id; undefined if there is none. */
export function findKnownSource(id: string): KnownSource | undefined {
  return KNOWN_SOURCES.find((source) => source.id === id);
}
