import { layOut, type ListedTensor, type ParameterLayout } from '../model/parameter-layout.ts';
import type { TransformerShape } from '../trainer.ts';
import { hasRotary, hasTable } from './positions.ts';

/** Standard deviation at the start of learned positions beside rotary ones: on patches of images best of those tried. */
const BESIDE_ROTARY = 0.5;

/**
 * Matrices are `[in, out]`; the head is `[V, C]` like the token table, so that a tied head only binds
 * another tensor. Standard deviations at the start: 1 for embeddings (0.5 for
 * positions beside rotary ones), 1/√fan_in for matrices, times 1/√(2L) for those that
 * write to the residual stream. The head starts at 0.
 */
export function layOutParameters(shape: TransformerShape): ParameterLayout {
  return layOut(list(shape));
}

function list(shape: TransformerShape): ListedTensor[] {
  const { vocabulary, context, width, layers } = shape;
  const listed = [embedding('embedding.tokens', [vocabulary, width], 1)];
  if (hasTable(shape)) {
    const deviation = hasRotary(shape) ? BESIDE_ROTARY : 1;
    listed.push(embedding('embedding.positions', [context, width], deviation));
  }
  for (let layer = 0; layer < layers; layer++) listed.push(...listLayer(shape, `layers.${layer}`));
  listed.push(...listNorm('norm', width));
  if (!shape.tiedHead) {
    listed.push({ name: 'head', shape: [vocabulary, width], matrix: true, start: { constant: 0 } });
  }
  return listed;
}

function listLayer({ width, feedForward, layers }: TransformerShape, layer: string): ListedTensor[] {
  const residual = 1 / Math.sqrt(2 * layers);
  return [
    ...listNorm(`${layer}.norm1`, width),
    ...listLinear(`${layer}.attention.qkv`, width, 3 * width, 1),
    ...listLinear(`${layer}.attention.out`, width, width, residual),
    ...listNorm(`${layer}.norm2`, width),
    ...listLinear(`${layer}.mlp.in`, width, feedForward, 1),
    ...listLinear(`${layer}.mlp.out`, feedForward, width, residual),
  ];
}

function embedding(name: string, shape: [number, number], deviation: number): ListedTensor {
  return { name, shape, matrix: false, start: { normal: deviation } };
}

function listNorm(name: string, width: number): ListedTensor[] {
  return [
    { name: `${name}.gain`, shape: [width], matrix: false, start: { constant: 1 } },
    { name: `${name}.bias`, shape: [width], matrix: false, start: { constant: 0 } },
  ];
}

function listLinear(name: string, fanIn: number, fanOut: number, scale: number): ListedTensor[] {
  const start = { normal: scale / Math.sqrt(fanIn) };
  return [
    { name: `${name}.weight`, shape: [fanIn, fanOut], matrix: true, start },
    { name: `${name}.bias`, shape: [fanOut], matrix: false, start: { constant: 0 } },
  ];
}
