import { corpusOf } from '../plan/corpora.ts';
import type { Run } from '../runs/run.ts';

/** A run whose text is fetched from where the page is now: it may have been planned where the page was before. */
export function located(run: Run, base: string): Run {
  const { plan, settings } = run;
  if (plan.corpus.kind !== 'text') return run;
  return { ...run, plan: { ...plan, corpus: corpusOf(settings.corpus, settings.context).source(base) } };
}
