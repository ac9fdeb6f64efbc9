import { MOST_KINDS, MOST_TEXT_BYTES, type Coding } from '../../corpus/own-text/coding.ts';
import type { OwnTextFacts } from '../../corpus/own-text/read-own-text.ts';

/** What the id of an own text says about it, so that runs on it can be planned, read and shown without the text. */
export interface OwnCorpus {
  readonly coding: Coding;
  /** SHA-256 of the text in UTF-8, in hexadecimal. */
  readonly sha256: string;
  /** V. */
  readonly vocabulary: number;
  /** Tokens of the whole text. */
  readonly tokens: number;
  /** Of the text in UTF-8. */
  readonly bytes: number;
  readonly title: string;
}

const PREFIX = 'own';
const TITLE_CHARACTERS = 100;
/** Bytes of the longest character in UTF-8. */
const CHARACTER_BYTES = 4;

/** The corpus of a text in one coding. */
export function ownCorpusOf({ sha256, bytes, title, codings }: OwnTextFacts, coding: Coding): OwnCorpus {
  const { vocabulary, tokens } = codings[coding];
  return { coding, sha256, vocabulary, tokens, bytes, title };
}

/** `own:characters:3f…:97:120000:121034:My diary` */
export function ownCorpusId({ coding, sha256, vocabulary, tokens, bytes, title }: OwnCorpus): string {
  return [PREFIX, coding, sha256, vocabulary, tokens, bytes, title].join(':');
}

/** What an id of `ownCorpusId` says; null for every other text, also for figures that no text has. */
export function readOwnCorpus(id: string): OwnCorpus | null {
  const [, coding, sha256, ...rest] =
    /^own:(characters|bytes):([0-9a-f]{64}):(\d{1,3}):(\d{1,8}):(\d{1,8}):([^\p{Cc}\p{Cs}]+)$/u.exec(id) ??
    [];
  const [vocabulary = 0, tokens = 0, bytes = 0] = rest.slice(0, 3).map(Number);
  const title = rest[3] ?? '';
  if (sha256 === undefined || title.length > TITLE_CHARACTERS) return null;
  const of = {
    coding: coding === 'bytes' ? 'bytes' : 'characters',
    sha256,
    vocabulary,
    tokens,
    bytes,
    title,
  } as const;
  return isPossible(of) ? of : null;
}

/** A short name of a corpus: the title of an own text, else its id. */
export function corpusName(id: string): string {
  return readOwnCorpus(id)?.title ?? id;
}

/** The id of an own text without its title, because the same text is the same corpus under every name. */
export function corpusKey(id: string): string {
  const own = readOwnCorpus(id);
  return own === null ? id : [PREFIX, own.coding, own.sha256].join(':');
}

function isPossible({ coding, vocabulary, tokens, bytes }: OwnCorpus): boolean {
  if (vocabulary < 2 || vocabulary > MOST_KINDS || bytes > MOST_TEXT_BYTES || tokens < 2) return false;
  if (coding === 'bytes') return vocabulary === MOST_KINDS && tokens === bytes;
  return tokens <= bytes && bytes <= CHARACTER_BYTES * tokens;
}

/** Alphabets of the own texts that were opened in this browser, by the SHA-256 of the text, which decides them. */
const ALPHABETS = new Map<string, string>();

/** Lets plans say what the tokens of a text stand for. */
export function rememberAlphabet({ sha256, alphabet }: Pick<OwnTextFacts, 'sha256' | 'alphabet'>): void {
  ALPHABETS.set(sha256, alphabet);
}

/** Undefined for a text that was not opened here. */
export function alphabetOfText(sha256: string): string | undefined {
  return ALPHABETS.get(sha256);
}
