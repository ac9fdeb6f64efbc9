import { findCorpus } from '../../corpus/catalogue.ts';
import { sourceOf } from '../../corpus/source-rule.ts';
import type { CorpusSource } from '../trainer.ts';

/** The symbol of each token of a corpus. */
export function alphabetOf(corpus: CorpusSource): string {
  return corpus.kind === 'text'
    ? findCorpus(corpus.id).alphabet
    : sourceOf(corpus.rule, corpus.seed).alphabet;
}
