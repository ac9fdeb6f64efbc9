import type { AttentionShape } from '../ops/attention.ts';
import type { LayernormShape } from '../ops/layernorm.ts';
import type { RotaryShape } from '../ops/rotary.ts';
import type { Linear } from '../step/batch-model.ts';
import type { Model } from './model.ts';
import { headSize } from './shape.ts';

/** Shapes of the model's parts, shared by its forward and its backward. */

type Sized = Pick<Model, 'shape' | 'batch' | 'lanes'>;

export function normShape({ shape, batch, lanes, parameters }: Model, name: string): LayernormShape {
  const { layout } = parameters;
  return {
    rows: batch * shape.context,
    width: shape.width,
    lanes,
    parameterStride: layout.count,
    biasOffset: layout.find(`${name}.bias`).offset - layout.find(`${name}.gain`).offset,
  };
}

export function attentionShape({ shape, batch, lanes }: Sized): AttentionShape {
  return { batch, context: shape.context, heads: shape.heads, headSize: headSize(shape), lanes };
}

export function rotaryShape({ shape, batch, lanes }: Model): RotaryShape {
  const { context, width } = shape;
  return { rows: batch * context, context, width, headSize: headSize(shape), lanes };
}

/** The four linear layers of transformer layer `index`. */
export function linears({ shape }: Sized, index: number): Record<'qkv' | 'out' | 'mlpIn' | 'mlpOut', Linear> {
  const { width, feedForward } = shape;
  const layer = `layers.${index}`;
  return {
    qkv: { name: `${layer}.attention.qkv`, fanIn: width, fanOut: 3 * width },
    out: { name: `${layer}.attention.out`, fanIn: width, fanOut: width },
    mlpIn: { name: `${layer}.mlp.in`, fanIn: width, fanOut: feedForward },
    mlpOut: { name: `${layer}.mlp.out`, fanIn: feedForward, fanOut: width },
  };
}

/** The head's matrix: its own tensor, or the token table if tied. */
export function headTensor({ shape }: Sized): string {
  return shape.tiedHead ? 'embedding.tokens' : 'head';
}
