/** What a file holds: a text, or bytes in parts. */
export type FileContent = string | readonly ArrayBufferView[];

export function bytesOf(content: FileContent): Uint8Array<ArrayBuffer> {
  if (typeof content === 'string') return new TextEncoder().encode(content);
  const parts = content.map(
    ({ buffer, byteLength, byteOffset }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
