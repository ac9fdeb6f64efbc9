import { findKnownSource } from '../../corpus/known-sources.ts';
import { sourceOf } from '../../corpus/source-rule.ts';
import { answerEntropy, itemLength, type TrapRule } from '../../corpus/trap.ts';

/** A source of items with traps. */
export interface TrapSource {
  readonly form: TrapRule['form'];
  /** Tokens of an item; its answer is the last one. */
  readonly itemLength: number;
  /** Symbols among which an answer is. */
  readonly symbols: number;
  /** Least loss of all tokens of an item but its answer together, nats. */
  readonly others: number;
}

/** The source with this id; null if it has no items. */
export function trapSource(id: string): TrapSource | null {
  const rule = findKnownSource(id)?.rule;
  if (rule?.kind !== 'trap') return null;
  const length = itemLength(rule);
  return {
    form: rule.form,
    itemLength: length,
    symbols: rule.symbols,
    others: sourceOf(rule).entropy * length - answerEntropy(rule),
  };
}
