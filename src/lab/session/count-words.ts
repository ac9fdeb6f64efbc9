import { CORPORA, findCorpus } from '../../corpus/catalogue.ts';
import { CorpusLoader } from '../../corpus/load-corpus.ts';
import { rankFrequency, type RankFrequency } from '../../corpus/rank-frequency.ts';
import { TextError } from '../../corpus/text-error.ts';
import { decode } from '../../corpus/tokenizer.ts';
import { errorWords, type Refusal } from '../../laws/refusal.ts';
import { RECIPE } from '../plan/recipe.ts';
import { countStopWords } from './stop-words.ts';

/**
 * Fetches the recipe's text and counts its words. If fetching fails, the refusal says why and what to do.
 * @param base address against which the texts are found
 */
export async function countWords(base: string): Promise<RankFrequency | Refusal> {
  const entry = findCorpus(RECIPE.corpus);
  try {
    const tokens = await new CorpusLoader().whole(entry, new URL(CORPORA, base).href, () => undefined);
    return rankFrequency(decode(tokens, entry.alphabet));
  } catch (error) {
    if (!(error instanceof TextError)) return { refused: errorWords(error) };
    return { refused: countStopWords(`text-${error.kind}`, error.message) };
  }
}
