import { corpusOf, type Corpus } from '../plan/corpora.ts';
import type { PlannedRun } from '../plan/plan-runs.ts';

/** The unit of the losses of these runs: the unit of their corpora, or nats per token if these differ. */
export function lossUnitOf(runs: readonly Pick<PlannedRun, 'settings'>[]): Corpus['lossUnit'] | 'nats/token' {
  const units = new Set(runs.map(({ settings: { corpus, context } }) => corpusOf(corpus, context).lossUnit));
  const [unit = 'nats/token'] = units;
  return units.size > 1 ? 'nats/token' : unit;
}
