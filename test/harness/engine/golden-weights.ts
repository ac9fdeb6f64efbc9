// Puts the tensors of a Hugging Face model, or of PyTorch's `nn.LSTM`, into the engine's layout. The engine's own reader is not used.
import type { ParameterLayout } from '../../../src/engine/model/parameter-layout.ts';
import { halfSplitColumn } from '../../../src/engine/transformer/rotary-layout.ts';
import type { LstmShape, ModelShape, TransformerShape } from '../../../src/engine/trainer.ts';
import type { StoredTensor } from './safetensors.ts';

/** How a Hugging Face file stores a tensor of the engine. */
interface Stored {
  name: string;
  /** The index in the stored tensor of the engine's element (row, column); vectors have one row. */
  index(row: number, column: number): number;
}

/** One lane's parameters from the tensors of a model; every stored tensor must be used. */
export function importWeights(
  layout: ParameterLayout,
  shape: ModelShape,
  stored: ReadonlyMap<string, StoredTensor>,
): Float32Array<ArrayBuffer> {
  const parameters = new Float32Array(layout.count);
  const unused = new Set(stored.keys());
  for (const tensor of layout.tensors) {
    const source = storedOf(tensor.name, shape);
    const found = stored.get(source.name);
    if (!found) throw new Error(`the file has no ${source.name} for ${tensor.name}`);
    if (found.data.length !== tensor.count)
      throw new Error(`${source.name} holds ${found.data.length} numbers`);
    unused.delete(source.name);
    const columns = tensor.shape.at(-1) ?? 1;
    for (let i = 0; i < tensor.count; i++) {
      parameters[tensor.offset + i] = found.data[source.index(Math.floor(i / columns), i % columns)];
    }
  }
  for (const name of unused) {
    // The engine has one bias, and the recorded runs train only the first of PyTorch's two.
    if (name.includes('bias_hh') && stored.get(name)?.data.every((value) => value === 0)) unused.delete(name);
  }
  if (unused.size > 0) throw new Error(`the model has no place for ${[...unused].join()}`);
  return parameters;
}

function storedOf(name: string, shape: ModelShape): Stored {
  if (shape.kind === 'lstm') return inTorchLstm(name, shape);
  return shape.positions === 'learned' ? inGpt2(name, shape) : inNeox(name, shape);
}

/** PyTorch has the rows of all units for each gate, in the order i, f, g, o. */
function inTorchLstm(name: string, { width }: LstmShape): Stored {
  const gateRow = (column: number): number => (column % 4) * width + Math.floor(column / 4);
  const names: [RegExp, string][] = [
    [/^embedding\.tokens$/, 'embedding.weight'],
    [/^head$/, 'head.weight'],
    [/^layers\.(\d+)\.input\.weight$/, 'lstm.weight_ih_l$1'],
    [/^layers\.(\d+)\.input\.bias$/, 'lstm.bias_ih_l$1'],
    [/^layers\.(\d+)\.recurrent\.weight$/, 'lstm.weight_hh_l$1'],
  ];
  const storedName = rename(name, names);
  if (name.endsWith('.weight'))
    return { name: storedName, index: (row, column) => gateRow(column) * width + row };
  if (name.endsWith('.bias')) return { name: storedName, index: (_, column) => gateRow(column) };
  return { name: storedName, index: (row, column) => row * width + column };
}

function inGpt2(name: string, { width, feedForward }: TransformerShape): Stored {
  const columns = new Map([
    ['attention.qkv', 3 * width],
    ['attention.out', width],
    ['mlp.in', feedForward],
    ['mlp.out', width],
  ]);
  const names: [RegExp, string][] = [
    [/^embedding\.tokens$/, 'transformer.wte.weight'],
    [/^embedding\.positions$/, 'transformer.wpe.weight'],
    [/^head$/, 'lm_head.weight'],
    [/^norm\.gain$/, 'transformer.ln_f.weight'],
    [/^norm\.bias$/, 'transformer.ln_f.bias'],
    [/^layers\.(\d+)\.norm([12])\.gain$/, 'transformer.h.$1.ln_$2.weight'],
    [/^layers\.(\d+)\.norm([12])\.bias$/, 'transformer.h.$1.ln_$2.bias'],
    [/^layers\.(\d+)\.attention\.qkv\.(\w+)$/, 'transformer.h.$1.attn.c_attn.$2'],
    [/^layers\.(\d+)\.attention\.out\.(\w+)$/, 'transformer.h.$1.attn.c_proj.$2'],
    [/^layers\.(\d+)\.mlp\.in\.(\w+)$/, 'transformer.h.$1.mlp.c_fc.$2'],
    [/^layers\.(\d+)\.mlp\.out\.(\w+)$/, 'transformer.h.$1.mlp.c_proj.$2'],
  ];
  const part = /^layers\.\d+\.(.*)\.weight$/.exec(name)?.[1] ?? '';
  const rowLength = columns.get(part) ?? width;
  return { name: rename(name, names), index: (row, column) => row * rowLength + column };
}

function inNeox(name: string, { width, heads, feedForward }: TransformerShape): Stored {
  const names: [RegExp, string][] = [
    [/^embedding\.tokens$/, 'gpt_neox.embed_in.weight'],
    [/^head$/, 'embed_out.weight'],
    [/^norm\.gain$/, 'gpt_neox.final_layer_norm.weight'],
    [/^norm\.bias$/, 'gpt_neox.final_layer_norm.bias'],
    [/^layers\.(\d+)\.norm1\.gain$/, 'gpt_neox.layers.$1.input_layernorm.weight'],
    [/^layers\.(\d+)\.norm1\.bias$/, 'gpt_neox.layers.$1.input_layernorm.bias'],
    [/^layers\.(\d+)\.norm2\.gain$/, 'gpt_neox.layers.$1.post_attention_layernorm.weight'],
    [/^layers\.(\d+)\.norm2\.bias$/, 'gpt_neox.layers.$1.post_attention_layernorm.bias'],
    [/^layers\.(\d+)\.attention\.qkv\.(\w+)$/, 'gpt_neox.layers.$1.attention.query_key_value.$2'],
    [/^layers\.(\d+)\.attention\.out\.(\w+)$/, 'gpt_neox.layers.$1.attention.dense.$2'],
    [/^layers\.(\d+)\.mlp\.in\.(\w+)$/, 'gpt_neox.layers.$1.mlp.dense_h_to_4h.$2'],
    [/^layers\.(\d+)\.mlp\.out\.(\w+)$/, 'gpt_neox.layers.$1.mlp.dense_4h_to_h.$2'],
  ];
  const storedName = rename(name, names);
  // Stored [out, in]; queries, keys and values are interleaved head by head there, and in blocks here.
  const size = width / heads;
  const outRow = (ours: number): number => {
    const column = halfSplitColumn(ours, width, size);
    const [block, head, d] = [Math.floor(column / width), Math.floor((column % width) / size), column % size];
    return (head * 3 + block) * size + d;
  };
  if (name.endsWith('qkv.weight'))
    return { name: storedName, index: (row, column) => outRow(column) * width + row };
  if (name.endsWith('qkv.bias')) return { name: storedName, index: (_, column) => outRow(column) };
  if (/(attention|mlp)\..*\.weight$/.test(name)) {
    const fanIn = /mlp\.out/.test(name) ? feedForward : width;
    return { name: storedName, index: (row, column) => column * fanIn + row };
  }
  return { name: storedName, index: (row, column) => row * width + column };
}

function rename(name: string, names: readonly [RegExp, string][]): string {
  const [pattern, replacement] = names.find(([known]) => known.test(name)) ?? [];
  if (!pattern || replacement === undefined) throw new Error(`no Hugging Face name for ${name}`);
  return name.replace(pattern, replacement);
}
