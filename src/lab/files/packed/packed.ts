import { ImportRefused } from '../import-refused.ts';

/** Bytes packed by DEFLATE, without a header (RFC 1951). */
export async function packed(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * The bytes that `packed` was given. It stops reading at the limit, so that a small text cannot fill the memory.
 * @param what names them in a refusal
 * @throws {ImportRefused} for more bytes than `most`, and for bytes that are not packed
 */
export async function unpacked(
  bytes: Uint8Array<ArrayBuffer>,
  most: number,
  what: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      length += part.value.length;
      if (length > most) break;
    }
  } catch {
    throw new ImportRefused(`${what} cannot be unpacked.`);
  }
  if (length > most) {
    void reader.cancel().catch(() => {
      // What is left is not read.
    });
    throw new ImportRefused(`${what} may have at most ${most.toLocaleString('en')} bytes when unpacked.`);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** Bytes as text for links (RFC 4648, base64url without padding). */
export function base64url(bytes: Uint8Array): string {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The bytes of a text that `base64url` wrote; null for every other text, also one that means the same bytes. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return base64url(bytes) === text ? bytes : null;
}
