import { sha256 } from '../sha256.ts';
import { alphabetOf } from './alphabet-of.ts';
import { MOST_KINDS, type Coding } from './coding.ts';
import { decodeOwnText, OwnTextRefused, refuseTextBytes } from './decode-own-text.ts';
import { encodeCharacters } from './own-tokens.ts';
import { entropiesOf, type Entropies } from './entropies.ts';

/** A file of a text. */
export interface TextFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A text as tokens of one coding. */
export interface CodedText extends Entropies {
  /** V. */
  readonly vocabulary: number;
  /** Tokens of the whole text. */
  readonly tokens: number;
}

/** What is known of a text of the person's own, without the text. */
export interface OwnTextFacts {
  /** SHA-256 of the text in UTF-8, in hexadecimal. */
  readonly sha256: string;
  readonly title: string;
  /** In UTF-8. */
  readonly bytes: number;
  /** Each token's character, if tokens are characters. */
  readonly alphabet: string;
  /** Kinds of characters that it has. */
  readonly kinds: number;
  /** Characters that have no token of their own, because they are too rare. */
  readonly replaced: number;
  readonly codings: Readonly<Record<Coding, CodedText>>;
  /** Sentences about how its files were read. */
  readonly notes: readonly string[];
}

/** A text in UTF-8 with line feeds, and what is known of it. */
export interface OwnText {
  readonly facts: OwnTextFacts;
  readonly text: Uint8Array<ArrayBuffer>;
}

/** Orders names as a person does: part 2 comes before part 10. */
const BY_NAME = new Intl.Collator('en', { numeric: true });

/**
 * Joins the texts of some files, in the order of their names, and counts their tokens.
 * @throws {OwnTextRefused} in one sentence
 */
export async function readOwnText(files: readonly TextFile[]): Promise<OwnText> {
  refuseTextBytes(files.reduce((sum, { bytes }) => sum + bytes.length, 0));
  const ordered = files.toSorted((a, b) => BY_NAME.compare(a.name, b.name));
  const read = ordered.map(({ name, bytes }) => decodeOwnText(bytes, shownName(name)));
  const text = new TextEncoder().encode(read.map((one) => one.text).reduce(joined, ''));
  refuseTextBytes(text.length);
  const notes = read.map(({ note }) => note).filter((note) => note !== '');
  return { facts: await factsOf(text, titleOf(ordered), notes), text };
}

async function factsOf(
  text: Uint8Array<ArrayBuffer>,
  title: string,
  notes: readonly string[],
): Promise<OwnTextFacts> {
  const { alphabet, kinds, replaced } = alphabetOf(text);
  if (kinds < 2) {
    throw new OwnTextRefused(
      `${title} has nothing to learn: a text needs at least two different characters, and it has ${kinds}.`,
    );
  }
  const vocabulary = Array.from(alphabet).length;
  return {
    sha256: await sha256(text),
    title,
    bytes: text.length,
    alphabet,
    kinds,
    replaced,
    codings: {
      characters: coded(encodeCharacters(text, alphabet), vocabulary),
      bytes: coded(text, MOST_KINDS),
    },
    notes,
  };
}

function coded(tokens: Uint8Array, vocabulary: number): CodedText {
  return { vocabulary, tokens: tokens.length, ...entropiesOf(tokens, vocabulary) };
}

/** A text begins on a line of its own. */
function joined(before: string, next: string): string {
  return before === '' || before.endsWith('\n') ? before + next : `${before}\n${next}`;
}

const TITLE_CHARACTERS = 60;

/** The first file's name without its ending, and how many more there are. */
function titleOf([first, ...others]: readonly TextFile[]): string {
  const name = shownName(first?.name ?? '').replace(/\.(txt|text)$/i, '') || 'text';
  return others.length === 0 ? name : `${name} and ${others.length} more`;
}

/** A file's name without characters that are not visible. */
function shownName(name: string): string {
  const visible = name.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '').trim();
  return Array.from(visible).slice(0, TITLE_CHARACTERS).join('');
}
