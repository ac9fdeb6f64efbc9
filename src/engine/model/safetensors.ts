import type { StoredTensor } from '../trainer.ts';

const LENGTH_BYTES = 8;

/**
 * A safetensors file: the length of its header in 8 bytes, the header in JSON, then the tensors one after another.
 * All numbers are little-endian. The header is padded with spaces so that the numbers start at a multiple of 8.
 */
export function writeSafetensors(
  tensors: readonly StoredTensor[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const { name, shape, data } of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [end, end + data.byteLength] };
    end += data.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const file = new Uint8Array(LENGTH_BYTES + headerBytes + end).fill(0x20, 0, LENGTH_BYTES + headerBytes);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(headerBytes), true);
  file.set(json, LENGTH_BYTES);
  let at = LENGTH_BYTES + headerBytes;
  for (const { data } of tensors) {
    for (const value of data) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return file;
}
