import { catalogue, findCorpus } from '../corpus/catalogue.ts';
import { splitWindows } from '../corpus/split-windows.ts';

/** A text of the catalogue as a sweep meets it, cut into windows of one context. */
export interface CorpusText {
  readonly id: string;
  /** From the page's own folder. */
  readonly file: string;
  /** V. */
  readonly vocabulary: number;
  /** U, tokens in the training windows. */
  readonly uniqueTokens: number;
  /** Windows in the held-out blocks. */
  readonly validationWindows: number;
}

/** @throws if no text has this id */
export function corpusText(id: string, context: number): CorpusText {
  const { alphabet, bytes, file } = findCorpus(id);
  const { training, validation } = splitWindows(bytes, context);
  return {
    id,
    file,
    vocabulary: alphabet.length,
    uniqueTokens: training.length * context,
    validationWindows: validation.length,
  };
}

/** Titles of the texts that may be trained on, by id. */
export const CORPUS_TITLES: Readonly<Record<string, string>> = Object.fromEntries(
  catalogue.map(({ id, title }) => [id, title]),
);
