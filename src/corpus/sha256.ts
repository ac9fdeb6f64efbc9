/**
 * SHA-256 of some bytes, in hexadecimal (FIPS 180-4). Browsers have it only where the address is secure, so elsewhere it
 * is computed here: about a second for a long text.
 */
export async function sha256(content: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto.subtle;
  const digest = subtle
    ? new Uint8Array(await subtle.digest('SHA-256', content))
    : (await import('./sha256-bytes.ts')).sha256Bytes(content);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
