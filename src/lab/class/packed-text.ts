import { sha256 } from '../../corpus/sha256.ts';
import { ImportRefused, shown } from '../files/import-refused.ts';
import { base64url, bytesOf, packed, unpacked } from './packed.ts';
import { PIECE_LIMITS } from './piece.ts';
import { RESULTS } from './piece-json.ts';

/** The first characters of every text of this version of the format. */
const FORMAT = 'LL1';

/** Bytes of a SHA-256 that make 8 characters. */
const CHECKSUM_BYTES = 6;
export const CHECKSUM_CHARACTERS = 8;

/** JSON as text: `LL1`, the packed JSON, a point, and a checksum of what is packed. */
export async function packedText(json: string): Promise<string> {
  const bytes = await packed(new TextEncoder().encode(json));
  return `${FORMAT}${base64url(bytes)}.${await checksumOf(bytes)}`;
}

/** The JSON that `packedText` was given. @throws {ImportRefused} */
export async function jsonIn(text: string): Promise<string> {
  return utf8(await unpacked(await bytesIn(text), PIECE_LIMITS.bytes, RESULTS));
}

/** The packed bytes of a text, if its checksum is theirs. @throws {ImportRefused} */
async function bytesIn(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const { characters } = PIECE_LIMITS;
  if (text.length > characters) {
    const [most, has] = [characters, text.length].map((value) => value.toLocaleString('en'));
    throw new ImportRefused(`${RESULTS} may have at most ${most} characters, and have ${has}.`);
  }
  if (!text.startsWith(FORMAT)) throw new ImportRefused(formatWords(text));
  const [body = '', checksum = '', ...more] = text.slice(FORMAT.length).split('.');
  const bytes = bytesOf(body);
  if (checksum.length !== CHECKSUM_CHARACTERS || more.length > 0 || bytes === null || bytes.length === 0) {
    throw new ImportRefused(
      `${RESULTS} are not whole: copy everything from ${FORMAT} to the ${CHECKSUM_CHARACTERS} characters after the point.`,
    );
  }
  const computed = await checksumOf(bytes);
  if (checksum === computed) return bytes;
  throw new ImportRefused(
    `${RESULTS} were changed on the way: their checksum, ${shown(checksum)}, does not fit.`,
  );
}

function formatWords(text: string): string {
  const [, version] = /^LL(\d)/.exec(text) ?? [];
  if (version === undefined) return `${RESULTS} must begin with ${FORMAT}, not ${shown(text.slice(0, 20))}.`;
  return `${RESULTS} have version ${version} of their format, and this page reads version 1: reload both pages, so that they are of the same version.`;
}

/** The first 8 characters of a SHA-256 in base64url. */
export async function checksumOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hexadecimal = await sha256(bytes);
  const pairs = hexadecimal.match(/../g) ?? [];
  return base64url(Uint8Array.from(pairs.slice(0, CHECKSUM_BYTES), (pair) => parseInt(pair, 16)));
}

function utf8(bytes: Uint8Array<ArrayBuffer>): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ImportRefused(`${RESULTS} are not text in UTF-8.`);
  }
}
