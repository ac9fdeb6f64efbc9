// Writes safetensors files with any types of numbers. The engine's own writer is not used, and nothing is refused.

/** Name, type of numbers, shape and bytes of a tensor. */
export type Part = [name: string, dtype: string, shape: readonly number[], bytes: Uint8Array];

/** A file of tensors that follow one another. The header lists them in reverse if asked to. */
export function safetensorsOf(
  parts: readonly Part[],
  { reversed = false }: { reversed?: boolean } = {},
): Uint8Array<ArrayBuffer> {
  let end = 0;
  const entries = parts.map(([name, dtype, shape, { length }]) => {
    const entry = [name, { dtype, shape, data_offsets: [end, end + length] }] as const;
    end += length;
    return entry;
  });
  if (reversed) entries.reverse();
  const header = new TextEncoder().encode(
    JSON.stringify({ __metadata__: { format: 'pt' }, ...Object.fromEntries(entries) }),
  );
  const file = new Uint8Array(8 + header.length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, 8);
  let at = 8 + header.length;
  for (const [, , , bytes] of parts) {
    file.set(bytes, at);
    at += bytes.length;
  }
  return file;
}
