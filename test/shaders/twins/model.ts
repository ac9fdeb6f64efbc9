import type { ParameterLayout } from '../../../src/engine/model/parameter-layout.ts';
import type { TransformerShape } from '../../../src/engine/trainer.ts';
import { attention } from './attention.ts';
import { crossEntropy, mean } from './cross-entropy.ts';
import { embedding } from './embedding.ts';
import { gelu } from './gelu.ts';
import { layernorm } from './layernorm.ts';
import { matmul } from './matmul.ts';
import { residual } from './residual.ts';
import { rotary } from './rotary.ts';

export interface Inputs {
  batch: number;
  /** `[B, T]`. */
  inputs: readonly number[];
}

export interface Windows extends Inputs {
  /** `[B, T]`. */
  targets: readonly number[];
}

/** The mean loss of one lane's model on `windows`: a pre-LayerNorm transformer, from tokens to cross-entropy. */
export function modelLoss(
  parameters: Float64Array,
  layout: ParameterLayout,
  shape: TransformerShape,
  windows: Windows,
): number {
  return mean(crossEntropy(modelLogits(parameters, layout, shape, windows), windows.targets).losses);
}

/** The logits `[B, T, V]` of one lane's model. */
export function modelLogits(
  parameters: Float64Array,
  layout: ParameterLayout,
  shape: TransformerShape,
  { batch, inputs }: Inputs,
): Float64Array {
  const { context, width, heads, feedForward, rotaryBase, vocabulary } = shape;
  const rows = batch * context;
  const headSize = width / heads;
  const tensor = (name: string): Float64Array => {
    const { offset, count } = layout.find(name);
    return parameters.subarray(offset, offset + count);
  };
  const norm = (x: Float64Array, name: string): Float64Array =>
    layernorm(x, tensor(`${name}.gain`), tensor(`${name}.bias`)).out;
  const linear = (x: Float64Array, name: string, fanIn: number, fanOut: number): Float64Array =>
    matmul(x, tensor(`${name}.weight`), { m: rows, n: fanOut, k: fanIn }, tensor(`${name}.bias`));

  const table = shape.positions === 'rotary' ? undefined : tensor('embedding.positions');
  let stream = embedding(inputs, tensor('embedding.tokens'), width, table);
  for (let layer = 0; layer < shape.layers; layer++) {
    const name = `layers.${layer}`;
    const qkv = linear(norm(stream, `${name}.norm1`), `${name}.attention.qkv`, width, 3 * width);
    const turned =
      shape.positions === 'learned' ? qkv : rotary(qkv, { context, width, headSize, base: rotaryBase });
    const attended = attention(turned, { batch, context, heads, headSize }).out;
    stream = residual(stream, linear(attended, `${name}.attention.out`, width, width));
    const hidden = linear(norm(stream, `${name}.norm2`), `${name}.mlp.in`, width, feedForward);
    stream = residual(stream, linear(gelu(hidden), `${name}.mlp.out`, feedForward, width));
  }
  const head = tensor(shape.tiedHead ? 'embedding.tokens' : 'head');
  return matmul(norm(stream, 'norm'), head, { m: rows, n: vocabulary, k: width, transposeB: true });
}
