import type { Kernel } from '../gpu/kernel.ts';
import { attentionForward } from '../ops/attention.ts';
import { linearForward, type LinearForward } from '../ops/linear.ts';
import { linearShape, offsetOf } from '../step/batch-model.ts';
import { statsOf, type FusedModel } from './fused-model.ts';
import { attentionShape, headTensor, linears } from './layer-parts.ts';

/** From the embedded batch to `logits`, in 5·L + 1 dispatches. */
export function fusedForward(model: FusedModel): Kernel[] {
  const layers = Array.from({ length: model.shape.layers }, (_, index) => layerForward(model, index));
  return [...layers.flat(), headForward(model)];
}

function layerForward(model: FusedModel, index: number): Kernel[] {
  const { activation, tuning, turns, shape } = model;
  const linear = linears(model, index);
  const layer = `layers.${index}`;
  const attended = activation(`${layer}.attended`);
  const apply = (
    which: keyof typeof linear,
    io: Omit<LinearForward, 'parameters' | 'unused' | 'bias'>,
  ): Kernel => {
    const { name } = linear[which];
    return linearForward(
      {
        ...io,
        parameters: model.parameters.view,
        bias: offsetOf(model, `${name}.bias`),
        unused: model.unused,
      },
      linearShape(model, linear[which], `${name}.weight`),
      tuning.products,
    );
  };
  return [
    apply('qkv', {
      input: activation(`stream.${index}`),
      norm: normOnLoad(model, `${layer}.norm1`, `stream.${index}`),
      ...(turns && { rotary: { turns: turns.ofColumns, context: shape.context } }),
      out: activation(`${layer}.qkv`),
    }),
    attentionForward(
      { qkv: activation(`${layer}.qkv`), out: attended, logSumExp: activation(`${layer}.logSumExp`) },
      attentionShape(model),
      tuning.attention,
    ),
    apply('out', {
      input: attended,
      residual: activation(`stream.${index}`),
      out: activation(`${layer}.middle`),
      stats: activation(`${layer}.middle.stats`),
    }),
    apply('mlpIn', {
      input: activation(`${layer}.middle`),
      norm: normOnLoad(model, `${layer}.norm2`, `${layer}.middle`),
      out: activation(`${layer}.hidden`),
      activated: activation(`${layer}.activated`),
    }),
    apply('mlpOut', {
      input: activation(`${layer}.activated`),
      residual: activation(`${layer}.middle`),
      out: activation(`stream.${index + 1}`),
      stats: activation(`stream.${index + 1}.stats`),
    }),
  ];
}

function normOnLoad(model: FusedModel, norm: string, stream: string): NonNullable<LinearForward['norm']> {
  return {
    stats: statsOf(model, stream),
    gain: offsetOf(model, `${norm}.gain`),
    shift: offsetOf(model, `${norm}.bias`),
    normed: model.activation(`${norm}.out`),
  };
}

function headForward(model: FusedModel): Kernel {
  const { activation, shape, tuning } = model;
  const stream = `stream.${shape.layers}`;
  const head = headTensor(model);
  return linearForward(
    {
      input: activation(stream),
      parameters: model.parameters.view,
      norm: normOnLoad(model, 'norm', stream),
      transposed: true,
      out: activation('logits'),
      unused: model.unused,
    },
    linearShape(model, { name: head, fanIn: shape.width, fanOut: shape.vocabulary }, head),
    tuning.products,
  );
}
