import type { ParameterLayout, Tensor } from '../model/parameter-layout.ts';
import { refuseOthers, takeTensor, tensorsByName } from '../model/take-tensor.ts';
import type { NetworkFiles } from '../run/network.ts';
import type { LstmShape, StoredTensor } from '../trainer.ts';
import { layOutParameters } from './parameters.ts';
import { checkShape } from './shape.ts';

/** The files of an LSTM: the tensors of PyTorch's `nn.Embedding`, `nn.LSTM` and `nn.Linear`. @throws as `lstm` */
export function lstmFiles(shape: LstmShape): NetworkFiles {
  checkShape(shape);
  const layout = layOutParameters(shape);
  return {
    config: () => configOf(shape),
    tensors: (parameters) => storedTensors(layout, shape, parameters),
    parameters: (tensors) => parametersOf(layout, shape, tensors),
  };
}

/** The names that the library `transformers` has for such sizes; it has no class for this model. */
function configOf({ vocabulary, context, width, layers }: LstmShape): Record<string, unknown> {
  return {
    model_type: 'loglog-lstm',
    vocab_size: vocabulary,
    max_position_embeddings: context,
    hidden_size: width,
    num_hidden_layers: layers,
    tie_word_embeddings: false,
    bos_token_id: null,
    eos_token_id: null,
    dtype: 'float32',
  };
}

/** PyTorch's second bias is written as 0, because the sum of both is one bias. */
function storedTensors(
  layout: ParameterLayout,
  shape: LstmShape,
  parameters: Float32Array<ArrayBuffer>,
): StoredTensor[] {
  return layout.tensors.flatMap((tensor) => {
    const { name, shape: stored, place, second } = storedAs(tensor, shape);
    const data = new Float32Array(tensor.count);
    for (let i = 0; i < tensor.count; i++) data[place(i)] = parameters[tensor.offset + i];
    const zeros = { shape: stored, data: new Float32Array(tensor.count) };
    return [{ name, shape: stored, data }, ...(second === undefined ? [] : [{ name: second, ...zeros }])];
  });
}

function parametersOf(
  layout: ParameterLayout,
  shape: LstmShape,
  stored: readonly StoredTensor[],
): Float32Array<ArrayBuffer> {
  const parameters = new Float32Array(layout.count);
  const left = tensorsByName(stored, (name) => name);
  for (const tensor of layout.tensors) {
    const { name, shape: wanted, place, second } = storedAs(tensor, shape);
    const { data } = takeTensor(left, name, wanted);
    const added = second === undefined ? undefined : takeTensor(left, second, wanted).data;
    for (let i = 0; i < tensor.count; i++) {
      const at = place(i);
      parameters[tensor.offset + i] = data[at] + (added?.[at] ?? 0);
    }
  }
  refuseOthers(left);
  return parameters;
}

/** A tensor of our model as a file stores it. */
interface Stored {
  name: string;
  shape: readonly number[];
  /** The index in the file's tensor of a number of our tensor. */
  place(index: number): number;
  /** The tensor that is added to it. */
  second?: string;
}

function storedAs({ name, shape }: Tensor, { width }: LstmShape): Stored {
  const [, layer, part] = /^layers\.(\d+)\.(.*)$/.exec(name) ?? [];
  // PyTorch's row of gate q of unit u, for our column 4·u + q.
  const row = (column: number): number => (column % 4) * width + Math.floor(column / 4);
  const matrix = {
    shape: [4 * width, width],
    place: (i: number) => row(i % (4 * width)) * width + Math.floor(i / (4 * width)),
  };
  switch (part) {
    case undefined:
      return { name: `${name.replace('.tokens', '')}.weight`, shape, place: (i) => i };
    case 'input.weight':
      return { name: `lstm.weight_ih_l${layer}`, ...matrix };
    case 'recurrent.weight':
      return { name: `lstm.weight_hh_l${layer}`, ...matrix };
    case 'input.bias':
      return { name: `lstm.bias_ih_l${layer}`, shape, place: row, second: `lstm.bias_hh_l${layer}` };
    default:
      throw new Error(`no name in files for ${name}`);
  }
}
