/** How the few characters that are not ASCII are written; a dash as typewriters did, as most of the addresses do. */
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
 * The text in printable ASCII and line feeds: accents are left off, everything else is spelled as the table says.
 *
 * @param {string} text
 * @throws for a character that the table lacks
 */
export function toAscii(text) {
  return Array.from(text.normalize('NFC'), (symbol) => {
    if (/[\n -~]/.test(symbol)) return symbol;
    const spelling = SPELLINGS.get(symbol) ?? symbol.normalize('NFD').replace(/\p{M}/gu, '');
    if (/^[ -~]*$/.test(spelling)) return spelling;
    throw new Error(`No spelling for ${JSON.stringify(symbol)} (U+${symbol.codePointAt(0)?.toString(16)}).`);
  }).join('');
}

/**
 * Every symbol that occurs in any of the texts, in code point order.
 *
 * @param {string[]} texts in ASCII
 */
export function alphabetOf(texts) {
  const symbols = new Set(texts.flatMap((text) => [...new Set(text)]));
  const alphabet = [...symbols].sort().join('');
  if (alphabet.length > MOST_SYMBOLS) throw new Error(`${alphabet.length} symbols: at most ${MOST_SYMBOLS}.`);
  return alphabet;
}
