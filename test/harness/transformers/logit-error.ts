// Compares the logits of a model with those that another program gave. Reads no file.
import { layOutParameters } from '../../../src/engine/transformer/parameters.ts';
import type { TransformerShape, StoredTensor } from '../../../src/engine/trainer.ts';
import { modelParameters } from '../../../src/engine/training/model-files.ts';
import { modelLogits } from '../../shaders/twins/model.ts';

/** What another program says of a model. */
export interface Answer {
  /** Windows of as many tokens as the context. */
  readonly tokens: readonly (readonly number[])[];
  /** `[windows, T, V]`. */
  readonly logits: readonly number[];
}

/** The largest difference from the answer of the float64 model's logits, and the largest logit. */
export function logitError(
  model: { shape: TransformerShape; tensors: readonly StoredTensor[] },
  { tokens, logits }: Answer,
): { error: number; largest: number } {
  const parameters = Float64Array.from(modelParameters(model.shape, model.tensors));
  const windows = { batch: tokens.length, inputs: tokens.flat() };
  const ours = modelLogits(parameters, layOutParameters(model.shape), model.shape, windows);
  if (ours.length !== logits.length) throw new Error(`${ours.length} logits, not ${logits.length}`);
  const error = Math.max(...ours.map((logit, i) => Math.abs(logit - (logits[i] ?? NaN))));
  return { error, largest: Math.max(...ours.map(Math.abs)) };
}
