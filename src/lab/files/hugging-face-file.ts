import type { ModelShape, StoredTensor } from '../../engine/trainer.ts';
import { readConfig } from './model/read-config.ts';
import { readTensors } from './model/read-tensors.ts';

/** A model, from its two files. */
export interface ImportedModel {
  readonly shape: ModelShape;
  readonly tensors: readonly StoredTensor[];
}

/**
 * Reads a model in the files of `transformers`: `model.safetensors` and `config.json`.
 * @param names name the files in refusals
 * @throws {ImportRefused}
 */
export function readModel(
  safetensors: Uint8Array<ArrayBuffer>,
  json: string,
  names = { weights: 'model.safetensors', config: 'config.json' },
): ImportedModel {
  const shape = readConfig(json, names.config);
  return { shape, tensors: readTensors(safetensors, names.weights) };
}
