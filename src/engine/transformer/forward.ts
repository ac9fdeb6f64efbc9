import type { Kernel, View } from '../gpu/kernel.ts';
import { attentionForward } from '../ops/attention.ts';
import { embeddingForward } from '../ops/embedding.ts';
import { geluForward } from '../ops/gelu.ts';
import { layernormForward } from '../ops/layernorm.ts';
import { residualForward } from '../ops/residual.ts';
import { rotate } from '../ops/rotary.ts';
import { embeddingShape } from '../step/batch-model.ts';
import { headForward, linearForward } from '../step/plain-linear.ts';
import { attentionShape, headTensor, linears, normShape, rotaryShape } from './layer-parts.ts';
import type { Model } from './model.ts';
import { hasTable } from './positions.ts';

/** From `inputs` to `logits`. */
export function forward(model: Model): Kernel[] {
  const { shape, activation } = model;
  const layers = Array.from({ length: shape.layers }, (_, index) => layerForward(model, index));
  return [
    embeddingForward(
      {
        tokens: activation('inputs'),
        tokenTable: model.parameters.tensor('embedding.tokens').view,
        positionTable: hasTable(shape) ? model.parameters.tensor('embedding.positions').view : undefined,
        out: activation('stream.0'),
      },
      embeddingShape(model),
    ),
    ...layers.flat(),
    normForward(model, 'norm', activation(`stream.${shape.layers}`)),
    headForward(model, headTensor(model), activation('norm.out')),
  ];
}

function layerForward(model: Model, index: number): Kernel[] {
  const { shape, batch, lanes, activation, turns } = model;
  const linear = linears(model, index);
  const layer = `layers.${index}`;
  const [stream, middle, next] = [`stream.${index}`, `${layer}.middle`, `stream.${index + 1}`].map(
    activation,
  );
  const [qkv, attended, hidden, activated] = ['qkv', 'attended', 'hidden', 'activated'].map((name) =>
    activation(`${layer}.${name}`),
  );
  const branch = activation('branch');
  const rows = lanes * batch * shape.context;
  return [
    normForward(model, `${layer}.norm1`, stream),
    linearForward(model, linear.qkv, activation(`${layer}.norm1.out`), qkv),
    ...(turns ? [rotate(turns, qkv, rotaryShape(model), false)] : []),
    attentionForward(
      { qkv, out: attended, logSumExp: activation(`${layer}.logSumExp`) },
      attentionShape(model),
      'plain',
    ),
    linearForward(model, linear.out, attended, branch),
    residualForward(stream, branch, middle, rows * shape.width),
    normForward(model, `${layer}.norm2`, middle),
    linearForward(model, linear.mlpIn, activation(`${layer}.norm2.out`), hidden),
    geluForward(hidden, activated, rows * shape.feedForward),
    linearForward(model, linear.mlpOut, activated, branch),
    residualForward(middle, branch, next, rows * shape.width),
  ];
}

function normForward(model: Model, name: string, input: View): Kernel {
  const { parameters, activation } = model;
  return layernormForward(
    {
      input,
      gain: parameters.tensor(`${name}.gain`).view,
      bias: parameters.tensor(`${name}.bias`).view,
      out: activation(`${name}.out`),
      mean: activation(`${name}.mean`),
      rstd: activation(`${name}.rstd`),
    },
    normShape(model, name),
  );
}
