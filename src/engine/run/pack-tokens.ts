/** Tokens of a text: bytes for up to 256 symbols, else 16 bits each. */
export type Tokens = Uint8Array | Uint16Array;

export function tokenBits(tokens: Tokens): 8 | 16 {
  return tokens.BYTES_PER_ELEMENT === 1 ? 8 : 16;
}

/** The tokens' own bytes in whole 32-bit words, the first token in the lowest bits (every platform is little-endian). */
export function packTokens(tokens: Tokens): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(Math.ceil(tokens.byteLength / 4));
  new Uint8Array(words.buffer).set(new Uint8Array(tokens.buffer, tokens.byteOffset, tokens.byteLength));
  return words;
}
