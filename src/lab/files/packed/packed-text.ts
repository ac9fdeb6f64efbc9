import { sha256 } from '../../../corpus/sha256.ts';
import { ImportRefused, shown } from '../import-refused.ts';
import { base64url, bytesOf, packed, unpacked } from './packed.ts';

/** A kind of text that carries packed JSON. */
export interface PackedFormat {
  /** The two letters before the version, which is 1: `LL` for `LL1…`. */
  readonly letters: string;
  /** What a refusal calls the content, in the plural: `the results`. */
  readonly what: string;
  /** The most characters of a text. */
  readonly characters: number;
  /** The most bytes of the JSON. */
  readonly bytes: number;
}

/** Bytes of a SHA-256 that make 8 characters. */
const CHECKSUM_BYTES = 6;
const CHECKSUM_CHARACTERS = 8;

/** JSON as text: the letters and `1`, the packed JSON, a point, and a checksum of what is packed. */
export async function packedText(json: string, { letters }: PackedFormat): Promise<string> {
  const bytes = await packed(new TextEncoder().encode(json));
  return `${letters}1${base64url(bytes)}.${await checksumOf(bytes)}`;
}

/** The JSON that `packedText` was given. @throws {ImportRefused} */
export async function jsonIn(text: string, format: PackedFormat): Promise<string> {
  const bytes = await unpacked(await bytesIn(text, format), format.bytes, format.what);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ImportRefused(`${format.what} are not text in UTF-8.`);
  }
}

/** The packed bytes of a text, if its checksum is theirs. @throws {ImportRefused} */
async function bytesIn(text: string, format: PackedFormat): Promise<Uint8Array<ArrayBuffer>> {
  const { letters, what, characters } = format;
  if (text.length > characters) {
    const [most, has] = [characters, text.length].map((value) => value.toLocaleString('en'));
    throw new ImportRefused(`${what} may have at most ${most} characters, and have ${has}.`);
  }
  const start = `${letters}1`;
  if (!text.startsWith(start)) throw new ImportRefused(formatWords(text, format));
  const [body = '', checksum = '', ...more] = text.slice(start.length).split('.');
  const bytes = bytesOf(body);
  if (checksum.length !== CHECKSUM_CHARACTERS || more.length > 0 || bytes === null || bytes.length === 0) {
    throw new ImportRefused(
      `${what} are not whole: copy everything from ${start} to the ${CHECKSUM_CHARACTERS} characters after the point.`,
    );
  }
  const computed = await checksumOf(bytes);
  if (checksum === computed) return bytes;
  throw new ImportRefused(
    `${what} were changed on the way: their checksum, ${shown(checksum)}, does not fit.`,
  );
}

function formatWords(text: string, { letters, what }: PackedFormat): string {
  const [, version] = new RegExp(String.raw`^${letters}(\d)`).exec(text) ?? [];
  if (version === undefined) return `${what} must begin with ${letters}1, not ${shown(text.slice(0, 20))}.`;
  return `${what} have version ${version} of their format, and this page reads version 1: reload both pages, so that they are of the same version.`;
}

/** The first 8 characters of a SHA-256 in base64url. */
export async function checksumOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hexadecimal = await sha256(bytes);
  const pairs = hexadecimal.match(/../g) ?? [];
  return base64url(Uint8Array.from(pairs.slice(0, CHECKSUM_BYTES), (pair) => parseInt(pair, 16)));
}

/** A part of a text that goes on behind the line breaks and quotation marks of a mail program. */
const BREAK = String.raw`[\s>|\u00ad\u200b]`;
/** The same where a program may have broken the line, and no sentence begins. */
const LINE_BREAK = String.raw`(?:[ \t]*\r?\n[\s>|]*)?`;
const LETTER = String.raw`[\w-]`;
/** A code that is shorter is none. */
const LEAST_LETTERS = 8;

/**
 * The texts of a format in any text, also in links and in mails that broke their lines. One that is cut off is among them, so
 * that `jsonIn` says so.
 */
export function packedTextsIn(text: string, { letters, characters }: PackedFormat): string[] {
  const named = String.raw`(?<!${LETTER})${[...Array.from(letters), String.raw`\d`].join(LINE_BREAK)}`;
  const start = new RegExp(String.raw`${named}(?:${LINE_BREAK}${LETTER}){${LEAST_LETTERS}}[.\w-]*`, 'g');
  const whole = new RegExp(
    String.raw`${named}${LETTER}*(?:${BREAK}+(?!${letters}1)${LETTER}+)*${BREAK}*\.(?:${BREAK}*${LETTER}){${CHECKSUM_CHARACTERS}}${LETTER}*`,
    'y',
  );
  const found: string[] = [];
  for (let begun = start.exec(text); begun !== null; begun = start.exec(text)) {
    whole.lastIndex = begun.index;
    const [told = begun[0]] = whole.exec(text.slice(0, begun.index + 2 * characters)) ?? [];
    found.push(told.replaceAll(new RegExp(BREAK, 'g'), ''));
    start.lastIndex = begun.index + told.length;
  }
  return [...new Set(found)];
}
