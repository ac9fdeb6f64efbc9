import { corpusOf, type Corpus } from '../../../lab/plan/corpora.ts';
import type { Run } from '../../../lab/runs/run.ts';

/** Bounds of the least loss that any model can reach on a run's corpus, nats per token; null if they are unknown. */
export function leastLossOf({ settings: { corpus, context } }: Pick<Run, 'settings'>): Corpus['leastLoss'] {
  return corpusOf(corpus, context).leastLoss;
}
