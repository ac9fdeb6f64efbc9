import type { Kernel, View } from '../gpu/kernel.ts';
import { attentionBackward } from '../ops/attention.ts';
import { embeddingGradient } from '../ops/embedding-gradient.ts';
import { linearBackward } from '../ops/linear.ts';
import { normBackward, normBackwardGrid } from '../ops/norm-backward.ts';
import { linearShape, offsetOf, rowsOf } from '../step/batch-model.ts';
import {
  embeddingGridOf,
  embeddingPartials,
  headPartials,
  linearPartials,
  type Partials,
} from '../step/partial-gradients.ts';
import { statsOf, type FusedModel } from './fused-model.ts';
import { attentionShape, headTensor, linears } from './layer-parts.ts';
import { hasTable } from './positions.ts';

/** From the gradient of `logits` to the partial sums of every parameter's gradient, in 7·L + 3 dispatches. */
export function fusedBackward(model: FusedModel, partials: Partials): Kernel[] {
  const { shape } = model;
  const layers = Array.from({ length: shape.layers }, (_, index) => layerBackward(model, partials, index));
  return [
    headBackward(model, partials),
    normGradient(model, partials, { name: 'norm', stream: `stream.${shape.layers}`, accumulate: false }),
    ...layers.toReversed().flat(),
    embeddingBackward(model, partials),
  ];
}

function headBackward(model: FusedModel, partials: Partials): Kernel {
  const { shape, activation, tuning } = model;
  const head = headTensor(model);
  return linearBackward(
    {
      dOut: activation('logits'),
      parameters: model.parameters.view,
      input: activation('norm.out'),
      dInput: activation('dNormed'),
      transposed: true,
      partials: partials.view,
    },
    linearShape(model, { name: head, fanIn: shape.width, fanOut: shape.vocabulary }, head),
    headPartials(model, partials, head),
    tuning.products,
  );
}

/** From `dNormed` to `dStream`: added to the gradient that bypasses the branch with `accumulate`. */
function normGradient(
  model: FusedModel,
  partials: Partials,
  { name, stream, accumulate }: { name: string; stream: string; accumulate: boolean },
): Kernel {
  const { activation, shape, lanes, parameters, tuning } = model;
  const stats = statsOf(model, stream);
  return normBackward(
    {
      dOut: activation('dNormed'),
      input: activation(stream),
      stats: stats.view,
      parameters: parameters.view,
      dInput: activation('dStream'),
      partials: partials.view,
    },
    {
      rows: rowsOf(model),
      width: shape.width,
      groupWidth: stats.groupWidth,
      lanes,
      parameterStride: parameters.layout.count,
      partialStride: partials.layout.stride,
      gain: offsetOf(model, `${name}.gain`),
      partialGain: partials.offset(`${name}.gain`),
      partialBias: partials.offset(`${name}.bias`),
    },
    normBackwardGrid(rowsOf(model), tuning.software),
    { accumulate },
  );
}

function layerBackward(model: FusedModel, partials: Partials, index: number): Kernel[] {
  const { activation, tuning, turns } = model;
  const linear = linears(model, index);
  const layer = `layers.${index}`;
  const back = (
    which: keyof typeof linear,
    io: { dOut: View; input: View; before?: View; dInput: View },
  ): Kernel =>
    linearBackward(
      { ...io, parameters: model.parameters.view, partials: partials.view },
      linearShape(model, linear[which], `${linear[which].name}.weight`),
      linearPartials(partials, linear[which]),
      tuning.products,
    );
  const [dStream, dNormed, dAttended, dHidden, dQkv] = [
    'dStream',
    'dNormed',
    'dAttended',
    'dHidden',
    'dQkv',
  ].map(activation);
  return [
    back('mlpOut', {
      dOut: dStream,
      input: activation(`${layer}.activated`),
      before: activation(`${layer}.hidden`),
      dInput: dHidden,
    }),
    back('mlpIn', { dOut: dHidden, input: activation(`${layer}.norm2.out`), dInput: dNormed }),
    normGradient(model, partials, { name: `${layer}.norm2`, stream: `${layer}.middle`, accumulate: true }),
    back('out', { dOut: dStream, input: activation(`${layer}.attended`), dInput: dAttended }),
    ...attentionBackward(
      {
        qkv: activation(`${layer}.qkv`),
        logSumExp: activation(`${layer}.logSumExp`),
        dOut: dAttended,
        out: activation(`${layer}.attended`),
        delta: activation('delta'),
        dQkv,
        ...(turns && { turns: turns.ofHead }),
      },
      attentionShape(model),
      tuning.attention,
    ),
    back('qkv', { dOut: dQkv, input: activation(`${layer}.norm1.out`), dInput: dNormed }),
    normGradient(model, partials, { name: `${layer}.norm1`, stream: `stream.${index}`, accumulate: true }),
  ];
}

function embeddingBackward(model: FusedModel, partials: Partials): Kernel {
  const { shape, activation, lanes } = model;
  const { context, width, vocabulary } = shape;
  return embeddingGradient(
    { tokens: activation('tokens'), dOut: activation('dStream'), partials: partials.view },
    {
      rows: rowsOf(model),
      context,
      width,
      vocabulary,
      lanes,
      partialStride: partials.layout.stride,
      tokenPartials: embeddingPartials(model, partials, shape.tiedHead),
      positionPartials: hasTable(shape) ? partials.offset('embedding.positions') : undefined,
    },
    embeddingGridOf(model),
  );
}
