import { findCorpus } from '../../corpus/catalogue.ts';
import { loadCorpus } from '../../corpus/load-corpus.ts';
import { rankFrequency, type RankFrequency } from '../../corpus/rank-frequency.ts';
import { decode } from '../../corpus/tokenizer.ts';
import { errorWords, type Refusal } from '../../laws/refusal.ts';
import { RECIPE } from '../plan/recipe.ts';

/**
 * Fetches the recipe's text and counts its words. If fetching fails, it refuses with the error's message.
 * @param base address against which the text's file is found
 */
export async function countWords(base: string): Promise<RankFrequency | Refusal> {
  const entry = findCorpus(RECIPE.corpus);
  try {
    const tokens = await loadCorpus(entry, new URL(entry.file, base).href, () => undefined);
    return rankFrequency(decode(tokens, entry.alphabet));
  } catch (error) {
    return { refused: errorWords(error) };
  }
}
