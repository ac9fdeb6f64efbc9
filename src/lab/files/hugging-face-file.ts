import * as v from 'valibot';
import type { ModelShape, StoredTensor } from '../../engine/trainer.ts';
import { checked } from './checked.ts';
import { ImportRefused, shown } from './import-refused.ts';
import { count, size } from './numbers.ts';
import { parseJson } from './parse-json.ts';

/** A model, from its two files. */
export interface ImportedModel {
  readonly shape: ModelShape;
  readonly tensors: readonly StoredTensor[];
}

const SIDE = 4_096;
const LENGTH_BYTES = 8;

const gelu = v.picklist(['gelu_new', 'gelu_pytorch_tanh']);
const epsilon = v.literal(1e-5);

/** The fields that the engine's model depends on. Other fields of a configuration do not change the numbers. */
const config = v.variant('model_type', [
  v.looseObject({
    model_type: v.literal('gpt2'),
    vocab_size: size(SIDE),
    n_embd: size(SIDE),
    n_layer: size(SIDE),
    n_head: size(SIDE),
    n_inner: v.optional(v.nullable(size(4 * SIDE)), null),
    n_positions: size(SIDE),
    activation_function: v.optional(gelu, 'gelu_new'),
    layer_norm_epsilon: v.optional(epsilon, 1e-5),
    tie_word_embeddings: v.optional(v.boolean(), true),
  }),
  v.looseObject({
    model_type: v.literal('gpt_neox'),
    vocab_size: size(SIDE),
    hidden_size: size(SIDE),
    num_hidden_layers: size(SIDE),
    num_attention_heads: size(SIDE),
    intermediate_size: size(4 * SIDE),
    max_position_embeddings: size(SIDE),
    hidden_act: gelu,
    layer_norm_eps: v.optional(epsilon, 1e-5),
    rotary_pct: v.literal(1),
    rotary_emb_base: v.optional(v.literal(10_000), 10_000),
    use_parallel_residual: v.literal(false),
    attention_bias: v.optional(v.literal(true), true),
    tie_word_embeddings: v.optional(v.boolean(), false),
  }),
]);

const entry = v.strictObject({
  dtype: v.literal('F32'),
  shape: v.pipe(v.array(size(1e9)), v.minLength(1), v.maxLength(2)),
  data_offsets: v.strictTuple([count, count]),
});
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

/** Reads a pair of `model.safetensors` and `config.json` in Hugging Face's format. @throws {ImportRefused} */
export function readModel(safetensors: Uint8Array<ArrayBuffer>, json: string): ImportedModel {
  const fields = checked(config, parseJson(json, 'config.json'), 'config.json');
  const shape: ModelShape =
    fields.model_type === 'gpt2'
      ? {
          kind: 'transformer',
          vocabulary: fields.vocab_size,
          context: fields.n_positions,
          width: fields.n_embd,
          layers: fields.n_layer,
          heads: fields.n_head,
          feedForward: fields.n_inner ?? 4 * fields.n_embd,
          positions: 'learned',
          tiedHead: fields.tie_word_embeddings,
        }
      : {
          kind: 'transformer',
          vocabulary: fields.vocab_size,
          context: fields.max_position_embeddings,
          width: fields.hidden_size,
          layers: fields.num_hidden_layers,
          heads: fields.num_attention_heads,
          feedForward: fields.intermediate_size,
          positions: 'rotary',
          tiedHead: fields.tie_word_embeddings,
        };
  return { shape, tensors: readTensors(safetensors) };
}

/** The tensors of a safetensors file. They must fill the file without gaps or overlaps. @throws {ImportRefused} */
export function readTensors(file: Uint8Array<ArrayBuffer>): StoredTensor[] {
  if (file.length < LENGTH_BYTES) {
    throw new ImportRefused(
      `model.safetensors must begin with ${LENGTH_BYTES} bytes that give a length, and has ${file.length} bytes.`,
    );
  }
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const length = view.getBigUint64(0, true);
  const start = LENGTH_BYTES + Number(length);
  if (start > file.length) {
    throw new ImportRefused(
      `the header of model.safetensors says that it has ${length} bytes; the file has ${file.length}.`,
    );
  }
  const text = textOf(file.subarray(LENGTH_BYTES, start));
  const entries = checked(header, parseJson(text, 'the header of model.safetensors'), 'model.safetensors');
  const tensors = entries.map(([name, value]) => ({
    name,
    ...checked(entry, value, `the tensor ${shown(name)}`),
  }));
  refuseGaps(tensors, file.length - start);
  return tensors.map(({ name, shape, data_offsets: [from, to] }) => {
    const data = new Float32Array(file.slice(start + from, start + to).buffer);
    const wild = data.find((value) => !Number.isFinite(value));
    if (wild !== undefined)
      throw new ImportRefused(`the tensor ${shown(name)} holds a value that is not finite: ${wild}.`);
    return { name, shape, data };
  });
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ImportRefused('the header of model.safetensors is not UTF-8 text.');
  }
}

/** Every byte after the header must belong to exactly one tensor, and every tensor must have as many bytes as its shape. */
function refuseGaps(
  tensors: readonly ({ name: string } & v.InferOutput<typeof entry>)[],
  bytes: number,
): void {
  let end = 0;
  for (const { name, shape, data_offsets: offsets } of tensors.toSorted(
    (a, b) => a.data_offsets[0] - b.data_offsets[0],
  )) {
    const [from, to] = offsets;
    if (from !== end)
      throw new ImportRefused(`the tensor ${shown(name)} must begin at byte ${end}, not at ${from}.`);
    const wanted = shape.reduce((product, side) => product * side, 4);
    if (to - from !== wanted) {
      throw new ImportRefused(
        `the tensor ${shown(name)} has ${wanted} bytes by its shape, not ${to - from}.`,
      );
    }
    end = to;
  }
  if (end !== bytes)
    throw new ImportRefused(`the tensors of model.safetensors fill ${end} bytes, not ${bytes}.`);
}
