// Writes tables of text in every style that people use. Reads none, and shares nothing with the reader.

/** How a table is written. */
export interface TextStyle {
  delimiter: ',' | ';' | '\t';
  lineEnd: '\n' | '\r\n' | '\r';
  /** Whether all cells are in quotes, or only those that must be. */
  quotesAll: boolean;
  byteOrderMark: boolean;
  endsWithLine: boolean;
  /** Whether blank rows and rows of delimiters stand between the rows. */
  blankRows: boolean;
}

/** A text of cells, each row with as many as the first. */
export function writeTable(rows: readonly (readonly string[])[], style: TextStyle): string {
  const { delimiter, lineEnd, quotesAll, byteOrderMark, endsWithLine, blankRows } = style;
  const lines = rows.flatMap((cells, i) => {
    const line = cells.map((cell) => writeCell(cell, delimiter, quotesAll)).join(delimiter);
    const blank = i % 2 === 0 ? '' : delimiter.repeat(cells.length - 1);
    return blankRows ? [line, blank] : [line];
  });
  return `${byteOrderMark ? '\ufeff' : ''}${lines.join(lineEnd)}${endsWithLine ? lineEnd : ''}`;
}

function writeCell(cell: string, delimiter: string, quotesAll: boolean): string {
  const isPlain = ![delimiter, '"', '\n', '\r'].some((character) => cell.includes(character));
  return isPlain && !quotesAll ? cell : `"${cell.split('"').join('""')}"`;
}

/** A number above 0 by its digits: `whole` without leading zeros, then `decimals`. */
export interface Digits {
  whole: string;
  decimals: string;
}

/** How numbers are written. */
export interface DigitStyle {
  decimal: '.' | ',';
  /** What splits thousands. '' if nothing does. */
  splitter: string;
}

export function writeDigits({ whole, decimals }: Digits, { decimal, splitter }: DigitStyle): string {
  const groups: string[] = [];
  for (let end = whole.length; end > 0; end -= 3) groups.unshift(whole.slice(Math.max(0, end - 3), end));
  const split = splitter === '' ? whole : groups.join(splitter);
  return decimals === '' ? split : split + decimal + decimals;
}
