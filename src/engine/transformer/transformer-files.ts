import type { NetworkFiles } from '../run/network.ts';
import type { TransformerShape } from '../trainer.ts';
import { configOf } from './hugging-face-config.ts';
import { parametersOf, storedTensors } from './hugging-face.ts';
import { layOutParameters } from './parameters.ts';
import { checkShape } from './shape.ts';

/** The files of a transformer. @throws as `transformer` */
export function transformerFiles(shape: TransformerShape): NetworkFiles {
  checkShape(shape);
  const layout = layOutParameters(shape);
  return {
    config: () => configOf(shape),
    tensors: (parameters) => storedTensors(layout, shape, parameters),
    parameters: (tensors) => parametersOf(layout, shape, tensors),
  };
}
