import type { ParameterLayout } from '../../../src/engine/model/parameter-layout.ts';
import type { LstmShape } from '../../../src/engine/trainer.ts';
import { crossEntropy, mean } from './cross-entropy.ts';
import { embedding } from './embedding.ts';
import { lstm } from './lstm.ts';
import { matmul } from './matmul.ts';
import type { Windows } from './model.ts';

/** The mean loss of one lane's LSTM on `windows`, from tokens to cross-entropy. */
export function lstmLoss(
  parameters: Float64Array,
  layout: ParameterLayout,
  shape: LstmShape,
  { batch, inputs, targets }: Windows,
): number {
  const { context, width, vocabulary } = shape;
  const rows = batch * context;
  const tensor = (name: string): Float64Array => {
    const { offset, count } = layout.find(name);
    return parameters.subarray(offset, offset + count);
  };
  let stream = embedding(inputs, tensor('embedding.tokens'), width);
  for (let layer = 0; layer < shape.layers; layer++) {
    const product = { m: rows, n: 4 * width, k: width };
    const name = `layers.${layer}`;
    const z = matmul(stream, tensor(`${name}.input.weight`), product, tensor(`${name}.input.bias`));
    stream = lstm(z, tensor(`${name}.recurrent.weight`), { batch, context, width }).out;
  }
  const logits = matmul(stream, tensor('head'), { m: rows, n: vocabulary, k: width, transposeB: true });
  return mean(crossEntropy(logits, targets).losses);
}
