import type { ModelShape } from '../trainer.ts';

/** How a tensor starts: normal with a standard deviation, or one value throughout. */
type Start = { normal: number } | { constant: number };

/** One tensor of a lane; `offset` counts numbers from the lane's start and is a multiple of 64 (256 bytes). */
export interface Tensor {
  name: string;
  shape: readonly number[];
  count: number;
  offset: number;
  /** Block matrices and an untied head, whose rate has its own multiplier. */
  matrix: boolean;
  start: Start;
}

/** Where every parameter of a lane lies; gradients and moments lie the same way. */
export interface ParameterLayout {
  tensors: readonly Tensor[];
  /** Numbers of a lane, the gaps between tensors with them; a multiple of 64. */
  count: number;
  /** The tensor of that name; throws if there is none. */
  find(name: string): Tensor;
}

/** Bindings start at multiples of 256 bytes, and so do tensors. */
const STEP = 64;

type Listed = Pick<Tensor, 'name' | 'shape' | 'matrix' | 'start'>;

/**
 * Matrices are `[in, out]`; the head is `[V, C]` like the token table, so that tying it is a matter of which is bound.
 * Starts: 1 for embeddings, 1/√fan_in for matrices, times 1/√(2L) for those that write to the residual stream, 0 for
 * the head.
 */
export function layOutParameters(shape: ModelShape): ParameterLayout {
  const tensors: Tensor[] = [];
  let offset = 0;
  for (const listed of list(shape)) {
    const count = listed.shape.reduce((product, size) => product * size, 1);
    tensors.push({ ...listed, count, offset });
    offset += Math.ceil(count / STEP) * STEP;
  }
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  return {
    tensors,
    count: offset,
    find(name) {
      const tensor = byName.get(name);
      if (!tensor) throw new Error(`this model has no tensor named ${name}`);
      return tensor;
    },
  };
}

function list(shape: ModelShape): Listed[] {
  const { vocabulary, context, width, layers } = shape;
  const listed = [embedding('embedding.tokens', [vocabulary, width])];
  if (shape.positions === 'learned') listed.push(embedding('embedding.positions', [context, width]));
  for (let layer = 0; layer < layers; layer++) listed.push(...listLayer(shape, `layers.${layer}`));
  listed.push(...listNorm('norm', width));
  if (!shape.tiedHead) {
    listed.push({ name: 'head', shape: [vocabulary, width], matrix: true, start: { constant: 0 } });
  }
  return listed;
}

function listLayer({ width, feedForward, layers }: ModelShape, layer: string): Listed[] {
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

function embedding(name: string, shape: [number, number]): Listed {
  return { name, shape, matrix: false, start: { normal: 1 } };
}

function listNorm(name: string, width: number): Listed[] {
  return [
    { name: `${name}.gain`, shape: [width], matrix: false, start: { constant: 1 } },
    { name: `${name}.bias`, shape: [width], matrix: false, start: { constant: 0 } },
  ];
}

function listLinear(name: string, fanIn: number, fanOut: number, scale: number): Listed[] {
  const start = { normal: scale / Math.sqrt(fanIn) };
  return [
    { name: `${name}.weight`, shape: [fanIn, fanOut], matrix: true, start },
    { name: `${name}.bias`, shape: [fanOut], matrix: false, start: { constant: 0 } },
  ];
}
