import type { ParameterLayout, Tensor } from '../model/parameter-layout.ts';
import type { TransformerShape, StoredTensor } from '../trainer.ts';
import { halfSplitColumn } from './rotary-layout.ts';
import { headSize } from './shape.ts';

/** The names that a family of models uses for the parts of our model. */
interface Family {
  layers: string;
  parts: Readonly<Record<string, string>>;
}

const GPT2: Family = {
  layers: 'transformer.h',
  parts: {
    'embedding.tokens': 'transformer.wte',
    'embedding.positions': 'transformer.wpe',
    norm: 'transformer.ln_f',
    head: 'lm_head',
    norm1: 'ln_1',
    norm2: 'ln_2',
    'attention.qkv': 'attn.c_attn',
    'attention.out': 'attn.c_proj',
    'mlp.in': 'mlp.c_fc',
    'mlp.out': 'mlp.c_proj',
  },
};

const NEOX: Family = {
  layers: 'gpt_neox.layers',
  parts: {
    'embedding.tokens': 'gpt_neox.embed_in',
    norm: 'gpt_neox.final_layer_norm',
    head: 'embed_out',
    norm1: 'input_layernorm',
    norm2: 'post_attention_layernorm',
    'attention.qkv': 'attention.query_key_value',
    'attention.out': 'attention.dense',
    'mlp.in': 'mlp.dense_h_to_4h',
    'mlp.out': 'mlp.dense_4h_to_h',
  },
};

/**
 * One lane's parameters as Hugging Face's GPT-2 (learned positions) or GPT-NeoX (rotary ones) names and lays them out.
 * GPT-2's matrices are `[in, out]` as here; GPT-NeoX's are `[out, in]`, queries, keys and values head by head.
 * @param parameters `[P]`
 */
export function storedTensors(
  layout: ParameterLayout,
  shape: TransformerShape,
  parameters: Float32Array<ArrayBuffer>,
): StoredTensor[] {
  return layout.tensors.map((tensor) => {
    const { name, shape: stored, place } = storedAs(tensor, shape);
    const data = new Float32Array(tensor.count);
    for (let i = 0; i < tensor.count; i++) data[place(i)] = parameters[tensor.offset + i];
    return { name, shape: stored, data };
  });
}

/**
 * The inverse of `storedTensors`: `[P]` parameters of one lane.
 * @throws with the rule, if a tensor is missing, has another shape, or belongs to no part of the model
 */
export function parametersOf(
  layout: ParameterLayout,
  shape: TransformerShape,
  stored: readonly StoredTensor[],
): Float32Array<ArrayBuffer> {
  const parameters = new Float32Array(layout.count);
  const left = new Map(stored.map((tensor) => [tensor.name, tensor]));
  for (const tensor of layout.tensors) {
    const { name, shape: wanted, place } = storedAs(tensor, shape);
    const found = left.get(name);
    if (found === undefined) throw new Error(`the model lacks the tensor ${name}`);
    if (found.shape.join() !== wanted.join()) {
      throw new Error(`the tensor ${name} must be [${wanted.join(', ')}], not [${found.shape.join(', ')}]`);
    }
    left.delete(name);
    for (let i = 0; i < tensor.count; i++) parameters[tensor.offset + i] = found.data[place(i)];
  }
  const [other] = left.keys();
  if (other !== undefined) throw new Error(`the model has no place for the tensor ${other}`);
  return parameters;
}

/** A tensor of our model as a file stores it. */
interface Stored {
  name: string;
  shape: readonly number[];
  /** The index in the file's tensor of a number of our tensor. */
  place(index: number): number;
}

function storedAs(tensor: Tensor, model: TransformerShape): Stored {
  if (model.positions === 'rotary') return { name: nameIn(NEOX, tensor.name), ...inNeoxOrder(tensor, model) };
  return { name: nameIn(GPT2, tensor.name), shape: tensor.shape, place: (i) => i };
}

function nameIn({ layers, parts }: Family, name: string): string {
  const [, layer, part = '', kind] = /^(?:layers\.(\d+)\.)?(.*?)(?:\.(gain|weight|bias))?$/.exec(name) ?? [];
  const theirs = parts[part];
  if (theirs === undefined) throw new Error(`no Hugging Face name for ${name}`);
  return `${layer === undefined ? '' : `${layers}.${layer}.`}${theirs}.${kind === 'bias' ? 'bias' : 'weight'}`;
}

function inNeoxOrder({ name, shape }: Tensor, model: TransformerShape): Omit<Stored, 'name'> {
  const isQkv = name.includes('.qkv.');
  const outputs = shape[shape.length - 1];
  const row = (column: number): number => (isQkv ? neoxRow(column, model) : column);
  if (!name.endsWith('.weight')) return { shape, place: (i) => row(i % outputs) + i - (i % outputs) };
  const inputs = shape[0];
  return {
    shape: [outputs, inputs],
    place: (i) => row(i % outputs) * inputs + Math.floor(i / outputs),
  };
}

/** The row in GPT-NeoX's `[q | k | v]` per head for a column of our `[q | k | v]`. */
function neoxRow(ours: number, shape: TransformerShape): number {
  const { width } = shape;
  const size = headSize(shape);
  const column = halfSplitColumn(ours, width, size);
  const [block, head] = [Math.floor(column / width), Math.floor((column % width) / size)];
  return (head * 3 + block) * size + (column % size);
}

/** The model's `config.json` for the library `transformers`. */
export function configOf(shape: TransformerShape): Record<string, unknown> {
  const { vocabulary, tiedHead, context, width, layers, heads, feedForward } = shape;
  const shared = { vocab_size: vocabulary, tie_word_embeddings: tiedHead };
  if (shape.positions === 'learned') {
    return {
      model_type: 'gpt2',
      architectures: ['GPT2LMHeadModel'],
      n_embd: width,
      n_layer: layers,
      n_head: heads,
      n_inner: feedForward,
      n_positions: context,
      activation_function: 'gelu_new',
      layer_norm_epsilon: 1e-5,
      ...shared,
    };
  }
  return {
    model_type: 'gpt_neox',
    architectures: ['GPTNeoXForCausalLM'],
    hidden_size: width,
    num_hidden_layers: layers,
    num_attention_heads: heads,
    intermediate_size: feedForward,
    max_position_embeddings: context,
    hidden_act: 'gelu_new',
    layer_norm_eps: 1e-5,
    rotary_pct: 1,
    rotary_emb_base: 10_000,
    use_parallel_residual: false,
    ...shared,
  };
}
