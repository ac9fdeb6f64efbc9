/** The most characters of a note. */
export const NOTE_CHARACTERS = 500;

/** A note as it is saved: without space around it, with one kind of line end, and never longer than allowed. */
export function noteOf(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').trim().slice(0, NOTE_CHARACTERS).trim();
}
