/** How a text of the person's own becomes tokens: one for each character, or one for each byte of UTF-8. */
export type Coding = 'characters' | 'bytes';

/** The most kinds of tokens: a token is a byte. */
export const MOST_KINDS = 256;

/** Stands for every character that has no token of its own. */
export const OTHER = '\uFFFD';

/** The most bytes of a text, in UTF-8. */
export const MOST_TEXT_BYTES = 50e6;
