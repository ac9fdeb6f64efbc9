import { lstmFiles } from '../lstm/lstm-files.ts';
import { writeSafetensors } from '../model/safetensors.ts';
import type { NetworkFiles } from '../run/network.ts';
import type { ModelFiles, ModelShape, RunPlan, StoredTensor } from '../trainer.ts';
import { transformerFiles } from '../transformer/transformer-files.ts';
import { alphabetOf } from './corpus-alphabet.ts';
import { networkOf } from './networks.ts';

/** @throws one sentence with the rule and the value if the network cannot have this shape */
function filesOf(shape: ModelShape): NetworkFiles {
  switch (shape.kind) {
    case 'transformer':
      return transformerFiles(shape);
    case 'lstm':
      return lstmFiles(shape);
    default:
      throw new Error(`unknown network ${String(shape satisfies never)}`);
  }
}

/**
 * One lane's model in the files `model.safetensors` and `config.json`.
 * @param parameters `[R, P]`
 * @throws if there is no such lane, or the parameters do not belong to the plan
 */
export function modelFiles(plan: RunPlan, parameters: Float32Array, lane: number): ModelFiles {
  const { shape, lanes, corpus } = plan;
  const { layout } = networkOf(shape);
  const files = filesOf(shape);
  if (!Number.isInteger(lane) || lane < 0 || lane >= lanes.length) {
    throw new Error(`lane must be a whole number from 0 to ${lanes.length - 1}: ${lane}`);
  }
  if (parameters.length !== layout.count * lanes.length) {
    throw new Error(`this model has ${layout.count * lanes.length} weights, not ${parameters.length}`);
  }
  const own = new Float32Array(parameters.subarray(lane * layout.count, (lane + 1) * layout.count));
  // A reader needs the alphabet to encode text: token i is the ith character, or byte i if there is no alphabet.
  const metadata = { format: 'pt', alphabet: alphabetOf(corpus) };
  return {
    safetensors: writeSafetensors(files.tensors(own), metadata),
    config: `${JSON.stringify(files.config(), null, 2)}\n`,
  };
}

/**
 * `[P]` parameters of a model in such files.
 * @throws with the rule, if the shape cannot be trained or the tensors do not fit it
 */
export function modelParameters(
  shape: ModelShape,
  tensors: readonly StoredTensor[],
): Float32Array<ArrayBuffer> {
  return filesOf(shape).parameters(tensors);
}
