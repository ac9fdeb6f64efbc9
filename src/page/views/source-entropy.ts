import { corpusOf, type Corpus } from '../../lab/plan/corpora.ts';
import type { Run } from '../../lab/runs/run.ts';

/** Least losses by corpus and context: a source's permutations are drawn to count them. */
const known = new Map<string, Corpus['leastLoss']>();

/** Bounds of the least loss that any model can reach on the corpus of a run, nats per token; null where nobody knows it. */
export function leastLossOf({ settings: { corpus, context } }: Pick<Run, 'settings'>): Corpus['leastLoss'] {
  const key = `${corpus} ${context}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const { leastLoss } = corpusOf(corpus, context);
  known.set(key, leastLoss);
  return leastLoss;
}
