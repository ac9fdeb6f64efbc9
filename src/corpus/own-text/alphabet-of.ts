import { MOST_KINDS, OTHER } from './coding.ts';
import { eachCodePoint } from './each-code-point.ts';

const CODE_POINTS = 0x110000;

/** The characters that have a token of their own, and what the others are. */
export interface OwnAlphabet {
  /** Each token's character, in the order of code points; `OTHER` stands for the characters without a token. */
  readonly alphabet: string;
  /** Kinds of characters that the text has. */
  readonly kinds: number;
  /** Characters of the text that `OTHER` replaces. */
  readonly replaced: number;
}

/**
 * The alphabet of a text. It has every kind of character, or the most frequent ones and `OTHER` if there are more than 256.
 * @param text valid UTF-8
 */
export function alphabetOf(text: Uint8Array): OwnAlphabet {
  const counts = new Uint32Array(CODE_POINTS);
  eachCodePoint(text, (codePoint) => (counts[codePoint] = (counts[codePoint] ?? 0) + 1));
  const found: number[] = [];
  counts.forEach((count, codePoint) => count > 0 && found.push(codePoint));
  if (found.length <= MOST_KINDS) return { alphabet: textOf(found), kinds: found.length, replaced: 0 };
  const other = OTHER.codePointAt(0) ?? 0;
  const countOf = (codePoint: number): number => counts[codePoint] ?? 0;
  const ranked = found
    .filter((codePoint) => codePoint !== other)
    .sort((a, b) => countOf(b) - countOf(a) || a - b);
  const kept = ranked.slice(0, MOST_KINDS - 1);
  const replaced = ranked.slice(MOST_KINDS - 1).reduce((sum, codePoint) => sum + countOf(codePoint), 0);
  return { alphabet: textOf([...kept, other].sort((a, b) => a - b)), kinds: found.length, replaced };
}

function textOf(codePoints: readonly number[]): string {
  return codePoints.map((codePoint) => String.fromCodePoint(codePoint)).join('');
}
