import type { Kernel, View } from '../gpu/kernel.ts';
import { attentionBackward } from '../ops/attention.ts';
import { crossEntropyBackward } from '../ops/cross-entropy.ts';
import { embeddingBackwardPositions, embeddingBackwardTokens } from '../ops/embedding.ts';
import { geluBackward } from '../ops/gelu.ts';
import { layernormBackwardInput, layernormBackwardParameters } from '../ops/layernorm.ts';
import { matmul } from '../ops/matmul.ts';
import { rotate } from '../ops/rotary.ts';
import type { ParameterSet } from '../run/parameter-set.ts';
import {
  attentionShape,
  embeddingShape,
  headTensor,
  linears,
  lossShape,
  normShape,
  rotaryShape,
} from './layer-parts.ts';
import { activationMatrix, linearBackward } from './linear.ts';
import type { Model } from './model.ts';

/** From `logits`, which become their gradient, to the gradient of every parameter. */
export function backward(model: Model, gradients: ParameterSet): Kernel[] {
  const { shape, activation } = model;
  const layers = Array.from({ length: shape.layers }, (_, index) => layerBackward(model, gradients, index));
  return [
    crossEntropyBackward(
      {
        logSumExp: activation('logSumExp'),
        targets: activation('targets'),
        logits: activation('logits'),
      },
      lossShape(model, 1),
    ),
    ...headBackward(model, gradients),
    ...normBackward(model, gradients, {
      name: 'norm',
      input: activation(`stream.${shape.layers}`),
      ends: true,
    }),
    ...layers.toReversed().flat(),
    ...embeddingBackward(model, gradients),
  ];
}

function headBackward(model: Model, gradients: ParameterSet): Kernel[] {
  const { shape, batch, lanes, parameters, activation } = model;
  const { width, vocabulary, context } = shape;
  const rows = batch * context;
  const dLogits = activationMatrix(model, activation('logits'), vocabulary);
  const head = headTensor(model);
  return [
    matmul(dLogits, parameters.tensor(head), activationMatrix(model, activation('dNormed'), width), {
      m: rows,
      n: width,
      k: vocabulary,
      lanes,
    }),
    matmul(
      dLogits,
      activationMatrix(model, activation('norm.out'), width),
      gradients.tensor(head),
      { m: vocabulary, n: width, k: rows, lanes },
      { transposeA: true },
    ),
  ];
}

/** From `dNormed` to `dStream`: added to the gradient that bypasses the branch, or alone at the end of the stream. */
function normBackward(
  model: Model,
  gradients: ParameterSet,
  { name, input, ends }: { name: string; input: View; ends: boolean },
): Kernel[] {
  const { parameters, activation } = model;
  const kept = {
    dOut: activation('dNormed'),
    input,
    mean: activation(`${name}.mean`),
    rstd: activation(`${name}.rstd`),
  };
  const shape = normShape(model, name);
  return [
    layernormBackwardParameters({ ...kept, dGainAndBias: gradients.tensor(`${name}.gain`).view }, shape),
    layernormBackwardInput(
      { ...kept, gain: parameters.tensor(`${name}.gain`).view, dInput: activation('dStream') },
      shape,
      !ends,
    ),
  ];
}

function layerBackward(model: Model, gradients: ParameterSet, index: number): Kernel[] {
  const { shape, batch, lanes, activation, turns } = model;
  const linear = linears(model, index);
  const layer = `layers.${index}`;
  const [dStream, dNormed, dAttended, dActivated, dHidden, dQkv] = [
    'dStream',
    'dNormed',
    'dAttended',
    'dActivated',
    'dHidden',
    'dQkv',
  ].map(activation);
  const [qkv, attended, hidden, activated] = ['qkv', 'attended', 'hidden', 'activated'].map((name) =>
    activation(`${layer}.${name}`),
  );
  return [
    ...linearBackward(model, gradients, linear.mlpOut, {
      input: activated,
      dOut: dStream,
      dInput: dActivated,
    }),
    geluBackward(hidden, dActivated, dHidden, lanes * batch * shape.context * shape.feedForward),
    ...linearBackward(model, gradients, linear.mlpIn, {
      input: activation(`${layer}.norm2.out`),
      dOut: dHidden,
      dInput: dNormed,
    }),
    ...normBackward(model, gradients, {
      name: `${layer}.norm2`,
      input: activation(`${layer}.middle`),
      ends: false,
    }),
    ...linearBackward(model, gradients, linear.out, { input: attended, dOut: dStream, dInput: dAttended }),
    ...attentionBackward(
      {
        qkv,
        logSumExp: activation(`${layer}.logSumExp`),
        dOut: dAttended,
        out: attended,
        delta: activation('delta'),
        dQkv,
      },
      attentionShape(model),
      'plain',
    ),
    ...(turns ? [rotate(turns, dQkv, rotaryShape(model), true)] : []),
    ...linearBackward(model, gradients, linear.qkv, {
      input: activation(`${layer}.norm1.out`),
      dOut: dQkv,
      dInput: dNormed,
    }),
    ...normBackward(model, gradients, {
      name: `${layer}.norm1`,
      input: activation(`stream.${index}`),
      ends: false,
    }),
  ];
}

function embeddingBackward(model: Model, gradients: ParameterSet): Kernel[] {
  const { shape, activation } = model;
  const buffers = { tokens: activation('inputs'), dOut: activation('dStream') };
  const tokens = embeddingBackwardTokens(
    { ...buffers, dTable: gradients.tensor('embedding.tokens').view },
    embeddingShape(model),
    shape.tiedHead,
  );
  if (shape.positions === 'rotary') return [tokens];
  const dTable = gradients.tensor('embedding.positions').view;
  return [tokens, embeddingBackwardPositions({ ...buffers, dTable }, embeddingShape(model))];
}
