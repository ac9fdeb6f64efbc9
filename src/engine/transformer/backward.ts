import type { Kernel, View } from '../gpu/kernel.ts';
import { attentionBackward } from '../ops/attention.ts';
import { embeddingBackwardPositions, embeddingBackwardTokens } from '../ops/embedding.ts';
import { geluBackward } from '../ops/gelu.ts';
import { layernormBackwardInput, layernormBackwardParameters } from '../ops/layernorm.ts';
import { rotate } from '../ops/rotary.ts';
import type { ParameterSet } from '../run/parameter-set.ts';
import { embeddingShape } from '../step/batch-model.ts';
import { headBackward, linearBackward } from '../step/plain-linear.ts';
import { attentionShape, headTensor, linears, normShape, rotaryShape } from './layer-parts.ts';
import type { Model } from './model.ts';
import { hasTable } from './positions.ts';

/** From the gradient of `logits`, in their place, to the gradient of every parameter. */
export function backward(model: Model, gradients: ParameterSet): Kernel[] {
  const { shape, activation } = model;
  const layers = Array.from({ length: shape.layers }, (_, index) => layerBackward(model, gradients, index));
  return [
    ...headBackward(model, gradients, headTensor(model), {
      input: activation('norm.out'),
      dInput: activation('dNormed'),
    }),
    ...normBackward(model, gradients, {
      name: 'norm',
      input: activation(`stream.${shape.layers}`),
      ends: true,
    }),
    ...layers.toReversed().flat(),
    ...embeddingBackward(model, gradients),
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
  if (!hasTable(shape)) return [tokens];
  const dTable = gradients.tensor('embedding.positions').view;
  return [tokens, embeddingBackwardPositions({ ...buffers, dTable }, embeddingShape(model))];
}
