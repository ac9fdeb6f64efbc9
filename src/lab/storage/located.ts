import { corpusOf } from '../plan/corpora.ts';
import type { Run } from '../runs/run.ts';

/** A run with its text's address on this page, because the run may have been planned on a page at another address. */
export function located(run: Run, base: string): Run {
  const { plan, settings } = run;
  if (plan.corpus.kind !== 'text') return run;
  const here = corpusOf(settings.corpus, settings.context).source(base);
  const url = here.kind === 'text' ? here.url : plan.corpus.url;
  return { ...run, plan: { ...plan, corpus: { ...plan.corpus, url } } };
}
