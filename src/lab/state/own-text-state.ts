import type { Coding } from '../../corpus/own-text/coding.ts';
import type { OwnTextFacts } from '../../corpus/own-text/read-own-text.ts';
import { CORPUS_TITLES } from '../plan/corpora.ts';
import { ownCorpusId, ownCorpusOf, readOwnCorpus } from '../plan/own-corpus.ts';
import type { SweepDraft } from '../plan/sweep-settings.ts';
import { supplyWords } from '../plan/text-supply.ts';

/** A text of the person's own that is in this browser. */
export interface HeldText extends OwnTextFacts {
  /** Whether it stays in this browser when the page is closed. */
  readonly kept: boolean;
}

/** The texts of the person's own. The texts themselves are not in the state. */
export interface OwnTextState {
  /** The last opened first. */
  readonly texts: readonly HeldText[];
  /** SHA-256 of the text that the page shows; null for none. */
  readonly shown: string | null;
  /** What a token of it is. */
  readonly coding: Coding;
  /** Whether files are being read. */
  readonly reading: boolean;
  /** Why the last files were not opened, or the last text not kept; empty if they were. */
  readonly refused: string;
}

export const NO_OWN_TEXTS: OwnTextState = {
  texts: [],
  shown: null,
  coding: 'characters',
  reading: false,
  refused: '',
};

/** The text that the page shows; null for none. */
export function shownText({ texts, shown }: OwnTextState): HeldText | null {
  return texts.find(({ sha256 }) => sha256 === shown) ?? null;
}

/** The rule that a draft breaks whose text is not in this browser; null for every other draft. */
export function absentText({ corpus }: SweepDraft, { texts }: OwnTextState): string | null {
  const own = readOwnCorpus(corpus);
  if (own === null || texts.some(({ sha256 }) => sha256 === own.sha256)) return null;
  return `${own.title} is somebody’s own text, which no link or file carries: open the same file under Own text`;
}

/** What a token of an own text is, in words. */
export const CODING_WORDS: Readonly<Record<Coding, string>> = {
  characters: 'characters',
  bytes: 'bytes',
};

/** Titles of all corpora that a person may choose, by id: the page's, those in this browser, and the draft's. */
export function corpusChoices(draft: SweepDraft, { texts }: OwnTextState): Readonly<Record<string, string>> {
  const own = texts.flatMap((text) =>
    (['characters', 'bytes'] as const).map((coding): [string, string] => [
      ownCorpusId(ownCorpusOf(text, coding)),
      `Own text: ${text.title}, ${CODING_WORDS[coding]}`,
    ]),
  );
  const choices: Record<string, string> = { ...CORPUS_TITLES, ...Object.fromEntries(own) };
  for (const id of Object.keys(CORPUS_TITLES)) choices[id] += supplyWords(id);
  const drafted = readOwnCorpus(draft.corpus);
  if (drafted === null || Object.hasOwn(choices, draft.corpus)) return choices;
  return { ...choices, [draft.corpus]: `Own text: ${drafted.title}, ${CODING_WORDS[drafted.coding]}` };
}
