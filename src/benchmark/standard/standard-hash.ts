import { sha256Bytes } from '../../corpus/sha256-bytes.ts';
import { canonicalJson } from './canonical-json.ts';
import { STANDARD } from './standard.ts';

/** Hexadecimal digits of a hash. */
const DIGITS = 16;

/** The start of the SHA-256 of a standard's canonical JSON in UTF-8, in hexadecimal. */
export function hashOf(standard: unknown): string {
  const digest = sha256Bytes(new TextEncoder().encode(canonicalJson(standard)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, DIGITS);
}

/** The hash of Standard 1. */
export const STANDARD_HASH: string = hashOf(STANDARD);
