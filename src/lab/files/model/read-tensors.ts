import * as v from 'valibot';
import type { StoredTensor } from '../../../engine/trainer.ts';
import { checked } from '../checked.ts';
import { ImportRefused, shown } from '../import-refused.ts';
import { count } from '../numbers.ts';
import { parseJson } from '../parse-json.ts';
import { isConstantTensor } from './constant-tensors.ts';
import { withoutWrapper } from './without-wrapper.ts';
import { widened, type WidenedType } from './widened.ts';

const LENGTH_BYTES = 8;

/** Bytes of a number, by the name of its type. Types of less than a byte are not here. */
const BYTES: ReadonlyMap<string, number> = new Map([
  ...['BOOL', 'U8', 'I8', 'F8_E5M2', 'F8_E4M3', 'F8_E8M0'].map((type) => [type, 1] as const),
  ...['U16', 'I16', 'F16', 'BF16'].map((type) => [type, 2] as const),
  ...['U32', 'I32', 'F32'].map((type) => [type, 4] as const),
  ...['U64', 'I64', 'F64', 'C64'].map((type) => [type, 8] as const),
]);

const entry = v.strictObject({
  dtype: v.string(),
  shape: v.pipe(v.array(count), v.maxLength(16)),
  data_offsets: v.strictTuple([count, count]),
});
type Entry = { name: string } & v.InferOutput<typeof entry>;

/** Names and values of the header. `v.record` would leave out some names that a tensor may have. */
const header = v.pipe(
  v.custom<object>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'the header must be an object',
  ),
  v.transform((entries) =>
    Object.entries(entries).filter(([name]: [string, unknown]) => name !== '__metadata__'),
  ),
  v.maxLength(10_000),
);

/**
 * The tensors of a safetensors file in float32, without constant ones and by their names in the model itself. They must fill the file without gaps or overlaps.
 * @param name names the file in a refusal
 * @throws {ImportRefused}
 */
export function readTensors(file: Uint8Array<ArrayBuffer>, name = 'model.safetensors'): StoredTensor[] {
  const start = startOf(file, name);
  const text = textOf(file.subarray(LENGTH_BYTES, start), name);
  const entries = checked(header, parseJson(text, `the header of ${name}`), name);
  const tensors = entries.map(([tensor, value]): Entry => ({
    name: tensor,
    ...checked(entry, value, `the tensor ${shown(tensor)}`),
  }));
  const kept = tensors.filter((tensor) => !isConstantTensor(tensor.name));
  kept.forEach(refuseType);
  refuseGaps(tensors, file.length - start, name);
  return withoutWrapper(kept.map((tensor) => numbersOf(tensor, file.subarray(start))));
}

/** The index of the first byte after the header. */
function startOf(file: Uint8Array<ArrayBuffer>, name: string): number {
  if (/^version \S*git-lfs/.test(new TextDecoder().decode(file.subarray(0, 60)))) {
    throw new ImportRefused(
      `${name} is a pointer of Git LFS, without the weights. Fetch them with "git lfs pull" first.`,
    );
  }
  if (file.length < LENGTH_BYTES) {
    throw new ImportRefused(
      `${name} must begin with ${LENGTH_BYTES} bytes that give a length, and has ${file.length} bytes.`,
    );
  }
  const length = new DataView(file.buffer, file.byteOffset, file.byteLength).getBigUint64(0, true);
  const start = LENGTH_BYTES + Number(length);
  if (start > file.length) {
    throw new ImportRefused(
      `the header of ${name} says that it has ${length} bytes; the file has ${file.length}.`,
    );
  }
  return start;
}

function textOf(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ImportRefused(`the header of ${name} is not UTF-8 text.`);
  }
}

function isWidened(type: string): type is WidenedType {
  return type === 'F32' || type === 'F16' || type === 'BF16';
}

function refuseType({ name, dtype }: Entry): void {
  if (isWidened(dtype)) return;
  throw new ImportRefused(
    `the tensor ${shown(name)} holds numbers of type ${shown(dtype)}; F32, F16 and BF16 are read.`,
  );
}

/** Every byte after the header must belong to exactly one tensor, and every tensor must have as many bytes as its shape. */
function refuseGaps(tensors: readonly Entry[], bytes: number, file: string): void {
  let end = 0;
  for (const { name, dtype, shape, data_offsets: offsets } of tensors.toSorted(byPlace)) {
    const [from, to] = offsets;
    if (from !== end)
      throw new ImportRefused(`the tensor ${shown(name)} must begin at byte ${end}, not at ${from}.`);
    const each = BYTES.get(dtype);
    const wanted = shape.reduce((product, side) => product * side, each ?? 0);
    if (to < from || (each !== undefined && to - from !== wanted)) {
      throw new ImportRefused(
        `the tensor ${shown(name)} has ${wanted} bytes by its shape, not ${to - from}.`,
      );
    }
    end = to;
  }
  if (end !== bytes) throw new ImportRefused(`the tensors of ${file} fill ${end} bytes, not ${bytes}.`);
}

/** An empty tensor comes before the one that begins at the same byte. */
function byPlace({ data_offsets: a }: Entry, { data_offsets: b }: Entry): number {
  return a[0] - b[0] || a[1] - b[1];
}

function numbersOf({ name, dtype, shape, data_offsets: [from, to] }: Entry, bytes: Uint8Array): StoredTensor {
  if (!isWidened(dtype)) throw new Error(`the type ${dtype} was refused`);
  const data = widened(bytes.subarray(from, to), dtype);
  const wild = data.find((value) => !Number.isFinite(value));
  if (wild !== undefined)
    throw new ImportRefused(`the tensor ${shown(name)} holds a value that is not finite: ${wild}.`);
  return { name, shape, data };
}
