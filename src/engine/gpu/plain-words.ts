/** A longer name tells a person nothing more. */
const MOST_CHARACTERS = 120;

/** Characters that control how text is shown or in which direction, halves of pairs, and breaks of lines. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/** Words of a browser or driver, safe to show in a line: no characters that cannot be seen, and at most 120. */
export function plainWords(text: string): string {
  const seen = Array.from(text.replaceAll(UNSEEN, ' ').replaceAll(/\s+/g, ' ').trim());
  if (seen.length <= MOST_CHARACTERS) return seen.join('');
  return `${seen.slice(0, MOST_CHARACTERS - 1).join('')}…`;
}
