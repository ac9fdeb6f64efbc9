import { CORPORA, findCorpus } from '../../corpus/catalogue.ts';
import { findKnownSource } from '../../corpus/known-sources.ts';
import { CorpusLoader } from '../../corpus/load-corpus.ts';
import { rankFrequency, type RankFrequency } from '../../corpus/rank-frequency.ts';
import { TextError } from '../../corpus/text-error.ts';
import { decode } from '../../corpus/tokenizer.ts';
import { errorWords, type Refusal } from '../../laws/refusal.ts';
import { corpusTitle } from '../plan/corpora.ts';
import { readOwnCorpus } from '../plan/own-corpus.ts';
import type { OwnTexts } from './own-text/own-texts.ts';
import { countStopWords } from './stop-words.ts';

/**
 * Counts the words of a text. If it cannot be had, the refusal says why and what to do.
 * @param corpus its id
 * @param base address against which the texts are found
 */
export async function countWords(
  corpus: string,
  base: string,
  texts: Pick<OwnTexts, 'countWords'>,
): Promise<RankFrequency | Refusal> {
  const own = readOwnCorpus(corpus);
  if (own !== null) return texts.countWords(own);
  const entry = findKnownSource(corpus) === undefined ? findCorpus(corpus) : null;
  if (entry === null || entry.items !== undefined)
    return { refused: `${corpusTitle(corpus)} has no words: choose a text.` };
  try {
    const tokens = await new CorpusLoader().whole(entry, new URL(CORPORA, base).href, () => undefined);
    return rankFrequency(decode(tokens, entry.alphabet));
  } catch (error) {
    if (!(error instanceof TextError)) return { refused: errorWords(error) };
    return { refused: countStopWords(`text-${error.kind}`, error.message) };
  }
}
