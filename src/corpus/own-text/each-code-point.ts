const ONE_BYTE = 0x80;
const TWO_BYTES = 0xe0;
const THREE_BYTES = 0xf0;

/**
 * Calls `visit` with each code point of a text in UTF-8, in order.
 * @param text valid UTF-8
 */
export function eachCodePoint(text: Uint8Array, visit: (codePoint: number) => void): void {
  const continued = (at: number): number => (text[at] ?? 0) & 0x3f;
  for (let at = 0; at < text.length;) {
    const first = text[at] ?? 0;
    if (first < ONE_BYTE) {
      visit(first);
      at += 1;
    } else if (first < TWO_BYTES) {
      visit(((first & 0x1f) << 6) | continued(at + 1));
      at += 2;
    } else if (first < THREE_BYTES) {
      visit(((first & 0x0f) << 12) | (continued(at + 1) << 6) | continued(at + 2));
      at += 3;
    } else {
      const high = ((first & 0x07) << 18) | (continued(at + 1) << 12);
      visit(high | (continued(at + 2) << 6) | continued(at + 3));
      at += 4;
    }
  }
}

/** The number of code points of a text in UTF-8: its bytes that continue none. */
export function countCodePoints(text: Uint8Array): number {
  let count = 0;
  for (const byte of text) if ((byte & 0xc0) !== 0x80) count += 1;
  return count;
}
