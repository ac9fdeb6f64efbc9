import type { ParameterLayout, Tensor } from '../model/parameter-layout.ts';
import { refuseOthers, takeTensor, tensorsByName } from '../model/take-tensor.ts';
import type { TransformerShape, StoredTensor } from '../trainer.ts';
import { GPT2, NEOX, nameIn, usualName, type Family } from './hugging-face-names.ts';
import { hasRotary } from './positions.ts';
import { halfSplitColumn } from './rotary-layout.ts';
import { headSize } from './shape.ts';

/**
 * One lane's parameters as Hugging Face's GPT-2 (learned positions) or GPT-NeoX (rotary ones) names and lays them out.
 * Learned positions beside rotary ones are a tensor more, which no class of `transformers` reads.
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
 * The inverse of `storedTensors`: `[P]` parameters of one lane. Names may lack their prefix, and a tied head may stand
 * beside the token table or in its place.
 * @throws with the rule, if a tensor is missing, has another shape, or belongs to no part of the model, and if a tied
 * head has other numbers than the token table
 */
export function parametersOf(
  layout: ParameterLayout,
  shape: TransformerShape,
  stored: readonly StoredTensor[],
): Float32Array<ArrayBuffer> {
  const parameters = new Float32Array(layout.count);
  const family = familyOf(shape);
  const left = tensorsByName(stored, (name) => usualName(family, name));
  if (shape.tiedHead) untie(left, family);
  for (const tensor of layout.tensors) {
    const { name, shape: wanted, place } = storedAs(tensor, shape);
    const found = takeTensor(left, name, wanted);
    for (let i = 0; i < tensor.count; i++) parameters[tensor.offset + i] = found.data[place(i)];
  }
  refuseOthers(left);
  return parameters;
}

function familyOf({ positions }: TransformerShape): Family {
  return positions === 'learned' ? GPT2 : NEOX;
}

/** Leaves the token table alone of a tied head and the table, which must be equal. */
function untie(left: Map<string, StoredTensor>, family: Family): void {
  const [headName, tableName] = [nameIn(family, 'head'), nameIn(family, 'embedding.tokens')];
  const [head, table] = [left.get(headName), left.get(tableName)];
  if (head === undefined) return;
  left.delete(headName);
  if (table === undefined) left.set(tableName, head);
  else refuseDifference(head, table);
}

function refuseDifference(head: StoredTensor, table: StoredTensor): void {
  const both = `tie_word_embeddings is true, but ${head.name} and ${table.name} differ`;
  if (head.shape.join() !== table.shape.join())
    throw new Error(`${both}: [${head.shape.join(', ')}] and [${table.shape.join(', ')}]`);
  const at = head.data.findIndex((value, i) => value !== table.data[i]);
  if (at >= 0) throw new Error(`${both}: number ${at} is ${head.data[at]} and ${table.data[at]}`);
}

/** A tensor of our model as a file stores it. */
interface Stored {
  name: string;
  shape: readonly number[];
  /** The index in the file's tensor of a number of our tensor. */
  place(index: number): number;
}

function storedAs(tensor: Tensor, model: TransformerShape): Stored {
  const name = nameIn(familyOf(model), tensor.name);
  if (hasRotary(model)) return { name, ...inNeoxOrder(tensor, model) };
  return { name, shape: tensor.shape, place: (i) => i };
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
