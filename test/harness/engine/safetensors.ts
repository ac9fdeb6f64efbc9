// Reads float32 tensors from a safetensors file. The engine's own reader is not used; bad files are not refused.

/** A float32 tensor as a safetensors file holds it. */
export interface StoredTensor {
  shape: number[];
  data: Float32Array;
}

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/** Reads a file of float32 tensors: a length of 8 bytes, a JSON header, then the tensors' bytes. */
export function readSafetensors(bytes: Uint8Array): Map<string, StoredTensor> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = Number(view.getBigUint64(0, true));
  const text = new TextDecoder().decode(bytes.subarray(8, 8 + headerLength));
  const header = JSON.parse(text) as Record<string, Entry>;
  const tensors = new Map<string, StoredTensor>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const { dtype, shape, data_offsets: offsets } = entry;
    const [start, end] = offsets;
    if (dtype !== 'F32') throw new Error(`${name} is ${dtype}; recorded runs hold F32`);
    const data = new Float32Array(bytes.slice(8 + headerLength + start, 8 + headerLength + end).buffer);
    tensors.set(name, { shape, data });
  }
  return tensors;
}
