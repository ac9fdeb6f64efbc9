/** Widths of letters in em. They are those of a wide sans serif, so that a text is rather shorter than estimated. */
const NARROW = 0.4;
const USUAL = 0.64;
const WIDE = 0.98;
const SEMIBOLD = 1.08;

/** About how wide a text is in pixels. Charts are made without a browser, which alone could measure it. */
export function textWidth(text: string, size: number, weight = 400): number {
  let em = 0;
  for (const letter of text)
    em += /[\sfijlrtI.,:;'’|()[\]⁰¹²³⁴⁵⁶⁷⁸⁹⁻·-]/.test(letter)
      ? NARROW
      : /[mwMW@%→]/.test(letter)
        ? WIDE
        : USUAL;
  return em * size * (weight >= 600 ? SEMIBOLD : 1);
}

/** The text, cut to a width with an ellipsis if it is wider. */
export function cutToWidth(text: string, width: number, size: number, weight = 400): string {
  if (textWidth(text, size, weight) <= width) return text;
  const letters = Array.from(text);
  while (letters.length > 1 && textWidth(`${letters.join('')}…`, size, weight) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/** The words of a text in lines of at most a width; a longer word is a line of its own. */
export function wrapped(text: string, width: number, size: number, weight = 400): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const joined = `${last ?? ''} ${word}`.trimStart();
    if (last !== undefined && textWidth(joined, size, weight) <= width) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines;
}
