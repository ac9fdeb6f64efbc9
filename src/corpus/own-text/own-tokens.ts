import { OTHER } from './coding.ts';
import { countCodePoints, eachCodePoint } from './each-code-point.ts';

const CODE_POINTS = 0x110000;

/**
 * One token for each character of a text: its place in the alphabet. Characters without a place have the place of `OTHER`.
 * @param text valid UTF-8
 * @throws naming the first character that has no place, if the alphabet lacks `OTHER`
 */
export function encodeCharacters(text: Uint8Array, alphabet: string): Uint8Array<ArrayBuffer> {
  const symbols = Array.from(alphabet);
  const places = new Int16Array(CODE_POINTS).fill(symbols.indexOf(OTHER));
  symbols.forEach((symbol, place) => (places[symbol.codePointAt(0) ?? 0] = place));
  const tokens = new Uint8Array(countCodePoints(text));
  let at = 0;
  eachCodePoint(text, (codePoint) => {
    const place = places[codePoint] ?? -1;
    if (place < 0) throw new Error(`the character ${nameOf(codePoint)} is not in the alphabet of the text`);
    tokens[at++] = place;
  });
  return tokens;
}

/** The text of tokens that are bytes of UTF-8; bytes that are no character become U+FFFD. */
export function decodeBytes(tokens: ArrayLike<number>): string {
  return new TextDecoder().decode(Uint8Array.from(tokens));
}

function nameOf(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}
