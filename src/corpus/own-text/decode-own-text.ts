import { MOST_TEXT_BYTES } from './coding.ts';

/** How many bytes tell what a file is. */
const START = 4_000;
/** A file with more control characters than this share of its start is no text. */
const MOST_CONTROLS = 0.01;

/** Files that are no plain text, by their first bytes. */
const OTHER_FILES: readonly { bytes: readonly number[]; is: string }[] = [
  { bytes: [0x50, 0x4b, 3, 4], is: 'a document or an archive (ZIP): save it as plain text' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], is: 'a document of an Office program: save it as plain text' },
  { bytes: [0x25, 0x50, 0x44, 0x46], is: 'a PDF: save it as plain text' },
  { bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66], is: 'a document in RTF: save it as plain text' },
  { bytes: [0x1f, 0x8b], is: 'packed by gzip: unpack it first' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], is: 'packed by zstd: unpack it first' },
];

/** A text with line feeds at the ends of its lines, and what a person should know of its encoding. */
export interface DecodedText {
  readonly text: string;
  /** A sentence; empty for UTF-8. */
  readonly note: string;
}

/**
 * The text of a file in UTF-8, in UTF-16 with a byte order mark, or else in Latin-1.
 * @param name of the file, as sentences show it
 * @throws {OwnTextRefused} in one sentence, if it is no text
 */
export function decodeOwnText(bytes: Uint8Array, name: string): DecodedText {
  const other = OTHER_FILES.find(({ bytes: first }) => first.every((byte, i) => bytes[i] === byte));
  if (other) throw new OwnTextRefused(`${name} is ${other.is}.`);
  const { text, note } = decoded(bytes, name);
  if (isBinary(text))
    throw new OwnTextRefused(`${name} is not plain text: it is full of control characters.`);
  return { text: text.replaceAll(/\r\n?/g, '\n'), note };
}

/** A file or a text breaks a rule. The message is one sentence with the rule and the value. */
export class OwnTextRefused extends Error {}

/** @throws {OwnTextRefused} for more bytes than a text may have */
export function refuseTextBytes(bytes: number): void {
  if (bytes <= MOST_TEXT_BYTES) return;
  throw new OwnTextRefused(
    `A text may have at most ${MOST_TEXT_BYTES.toLocaleString('en')} bytes in all, and this one has ${bytes.toLocaleString('en')}.`,
  );
}

function decoded(bytes: Uint8Array, name: string): DecodedText {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe && third === 0 && fourth === 0)
    throw new OwnTextRefused(`${name} is UTF-32: save it as UTF-8.`);
  if (first === 0xff && second === 0xfe) return utf16(bytes, 'utf-16le', name);
  if (first === 0xfe && second === 0xff) return utf16(bytes, 'utf-16be', name);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), note: '' };
  } catch {
    const note = `${name} is not UTF-8: it was read as Latin-1, in which every byte is a character.`;
    return { text: new TextDecoder('windows-1252').decode(bytes), note };
  }
}

function utf16(bytes: Uint8Array, encoding: string, name: string): DecodedText {
  return { text: new TextDecoder(encoding).decode(bytes), note: `${name} was read as UTF-16.` };
}

/** Control characters that texts have: tabs, and the ends of lines and pages. */
const USUAL_CONTROLS = '\t\n\r\f';

function isBinary(text: string): boolean {
  const start = text.slice(0, START);
  const controls = start.match(/\p{Cc}/gu)?.filter((control) => !USUAL_CONTROLS.includes(control)) ?? [];
  return controls.length > start.length * MOST_CONTROLS;
}
