import { findCorpus } from '../../corpus/catalogue.ts';
import { decodeBytes } from '../../corpus/own-text/own-tokens.ts';
import { sourceOf } from '../../corpus/source-rule.ts';
import { decode } from '../../corpus/tokenizer.ts';
import type { CorpusSource } from '../trainer.ts';

/** The byte of a line feed. */
const LINE_FEED = 10;

/**
 * The symbol of each token of a corpus; empty if its tokens are bytes.
 * @throws if nobody knows it: the text is the person's own and was not in the browser where the run was planned
 */
export function alphabetOf(corpus: CorpusSource): string {
  switch (corpus.kind) {
    case 'text':
      return findCorpus(corpus.id).alphabet;
    case 'generated':
      return sourceOf(corpus.rule).alphabet;
    case 'own':
      if (corpus.coding === 'bytes') return '';
      if (corpus.alphabet !== undefined) return corpus.alphabet;
      throw new Error(`the characters of ${corpus.title} are not known here; open the same file again`);
    default:
      throw new Error(`no such corpus: ${JSON.stringify(corpus satisfies never)}`);
  }
}

/** What a model continues. */
export interface Prompt {
  /** The token after which a text begins. */
  token: number;
  /** After so many tokens the next text begins, as the items of the corpus do; left out for one text of any length. */
  item?: number;
}

/** A text of a corpus begins after the end of a line, or else after the first token of the alphabet. */
export function promptOf(corpus: CorpusSource): Prompt {
  const alphabet = alphabetOf(corpus);
  const token = alphabet === '' ? LINE_FEED : Math.max(0, Array.from(alphabet).indexOf('\n'));
  const items = corpus.kind === 'text' ? findCorpus(corpus.id).items : undefined;
  return { token, ...(items && { item: items.length - 1 }) };
}

/** The text of some tokens of a corpus. */
export function textOfTokens(tokens: ArrayLike<number>, corpus: CorpusSource): string {
  const alphabet = alphabetOf(corpus);
  return alphabet === '' ? decodeBytes(tokens) : decode(tokens, alphabet);
}
