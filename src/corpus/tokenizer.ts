const MOST_SYMBOLS = 256;

/**
 * One token for each UTF-16 unit of `text`: its index in `alphabet`.
 *
 * @throws naming the first character that is not in the alphabet
 */
export function encode(text: string, alphabet: string): Uint8Array<ArrayBuffer> {
  const places = placesIn(alphabet);
  const tokens = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const place = places[text.charCodeAt(i)] ?? -1;
    if (place < 0) throw new Error(outsideAlphabet(text, i));
    tokens[i] = place;
  }
  return tokens;
}

/**
 * The text from which `encode` makes these tokens.
 *
 * @throws naming the first token that the alphabet does not have
 */
export function decode(tokens: ArrayLike<number>, alphabet: string): string {
  const symbols = Array.from(alphabet);
  return Array.from(tokens, (token) => {
    const symbol = symbols[token];
    if (symbol === undefined) throw new Error(`token ${token} is not of the ${symbols.length} symbols`);
    return symbol;
  }).join('');
}

/** [65536] index of every UTF-16 unit in the alphabet, −1 if it is not in it. */
function placesIn(alphabet: string): Int16Array {
  if (alphabet.length > MOST_SYMBOLS) {
    throw new Error(`an alphabet has at most ${MOST_SYMBOLS} symbols: ${alphabet.length}`);
  }
  const places = new Int16Array(0x10000).fill(-1);
  for (let place = 0; place < alphabet.length; place++) places[alphabet.charCodeAt(place)] = place;
  return places;
}

function outsideAlphabet(text: string, index: number): string {
  const code = text.codePointAt(index) ?? 0;
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return `character ${JSON.stringify(String.fromCodePoint(code))} (${name}) at ${index} is not in the alphabet`;
}
