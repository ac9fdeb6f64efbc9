/** ASCII spellings of the few other characters. A dash becomes two hyphens, because most of the addresses write it so. */
const SPELLINGS = new Map([
  ['‘', "'"],
  ['’', "'"],
  ['“', '"'],
  ['”', '"'],
  ['—', '--'],
  ['–', '-'],
  ['‑', '-'],
  ['°', ' degrees'],
  ['•', '.'],
  ['Œ', 'OE'],
  ['ח', 'ch'],
  ['ן', 'n'],
  ['ϰ', 'k'],
  ['η', 'e'],
  ['τ', 't'],
  ['ο', 'o'],
  ['ς', 's'],
  ['\u0002', ''],
]);

const MOST_SYMBOLS = 96;

/**
 * The text in printable ASCII and line feeds: without accents, and with the table's spelling of other characters.
 *
 * @throws for a character that the table lacks
 */
export function toAscii(text: string): string {
  return Array.from(text.normalize('NFC'), (symbol) => {
    if (/[\n -~]/.test(symbol)) return symbol;
    const spelling = SPELLINGS.get(symbol) ?? symbol.normalize('NFD').replace(/\p{M}/gu, '');
    if (/^[ -~]*$/.test(spelling)) return spelling;
    throw new Error(`No spelling for ${JSON.stringify(symbol)} (U+${symbol.codePointAt(0)?.toString(16)}).`);
  }).join('');
}

/** Every symbol that occurs in any of these ASCII texts, in code point order. */
export function alphabetOf(texts: readonly string[]): string {
  const symbols = new Set(texts.flatMap((text) => [...new Set(text)]));
  const alphabet = [...symbols].sort().join('');
  if (alphabet.length > MOST_SYMBOLS) throw new Error(`${alphabet.length} symbols: at most ${MOST_SYMBOLS}.`);
  return alphabet;
}
