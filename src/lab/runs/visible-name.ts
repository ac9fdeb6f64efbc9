/** Controls, marks that turn the direction of a text, and halves of characters. */
const UNSEEN = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** A name from a file as the page shows it: what cannot be seen is `�`. */
export function visibleName(name: string): string {
  return name.replaceAll(UNSEEN, '�');
}
