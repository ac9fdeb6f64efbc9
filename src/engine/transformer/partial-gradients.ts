import type { View } from '../gpu/kernel.ts';
import type { Memory } from '../gpu/memory.ts';
import { embeddingGradientGrid, type EmbeddingGradientGrid } from '../ops/embedding-gradient.ts';
import { layOutPartials, type PartialLayout } from '../ops/gradient-sum.ts';
import type { LinearPartials } from '../ops/linear.ts';
import { normBackwardGrid } from '../ops/norm-backward.ts';
import { rowsOf, type FusedModel } from './fused-model.ts';
import { headTensor } from './layer-parts.ts';
import type { Linear } from './linear.ts';

/** The partial sums of a model's gradient, and the places of each tensor's sums. */
export interface Partials {
  layout: PartialLayout;
  view: View;
  /** Numbers from a lane's start to the first slice of a tensor. */
  offset(tensor: string): number;
  slices(tensor: string): number;
}

export function makePartials(memory: Memory, model: FusedModel): Partials {
  const { tensors } = model.parameters.layout;
  const sliced = tensors.map(({ name, count }) => ({ count, slices: slicesOf(model, name) }));
  const layout = layOutPartials(sliced);
  const places = new Map(tensors.map(({ name }, i) => [name, i]));
  const place = (name: string): number => {
    const found = places.get(name);
    if (found === undefined) throw new Error(`this model has no tensor named ${name}`);
    return found;
  };
  return {
    layout,
    view: memory.storage('partial gradients', layout.stride * model.lanes),
    offset: (tensor) => layout.offsets[place(tensor)],
    slices: (tensor) => sliced[place(tensor)].slices,
  };
}

/** Slices into which the kernels that write a tensor's gradient sum it. */
function slicesOf(model: FusedModel, tensor: string): number {
  const { shape, parameters, tuning } = model;
  if (/norm\d?\.(gain|bias)$/.test(tensor)) return normBackwardGrid(rowsOf(model), tuning.software).slices;
  if (tensor === 'embedding.positions') return 1;
  const head = headTensor(model) === tensor ? productSlices(model, shape.vocabulary, shape.width) : 0;
  if (tensor === 'embedding.tokens') return head + embeddingGridOf(model).slices;
  if (head > 0) return head;
  const [fanIn, fanOut] = parameters.layout.find(tensor.replace(/bias$/, 'weight')).shape;
  return productSlices(model, fanIn, fanOut);
}

export function embeddingGridOf(model: FusedModel): EmbeddingGradientGrid {
  const { width, vocabulary } = model.shape;
  return embeddingGradientGrid({ rows: rowsOf(model), width, vocabulary }, model.tuning.software);
}

/** The fewest workgroups among which a lane's gradient of a weight is divided. */
const WANTED_WORKGROUPS = { software: 4, hardware: 256, fewSlices: 32 };

/** The fewest rows of a slice. */
const SLICE_ROWS = 128;

/** Slices of the sum over rows for the gradient of a weight `[m, n]`. Fewer tiles get more slices. */
function productSlices(model: FusedModel, m: number, n: number): number {
  const { software, products } = model.tuning;
  const kind = products.fewSlices ? 'fewSlices' : 'hardware';
  const wanted = WANTED_WORKGROUPS[software ? 'software' : kind];
  const most = Math.max(1, Math.floor(rowsOf(model) / SLICE_ROWS));
  return Math.min(most, Math.ceil(wanted / products.workgroups(m, n, 1)));
}

/** The places of a linear layer's partial gradients. */
export function linearPartials(partials: Partials, { name, fanIn, fanOut }: Linear): LinearPartials {
  return {
    stride: partials.layout.stride,
    slices: partials.slices(`${name}.weight`),
    weight: { offset: partials.offset(`${name}.weight`), sliceStride: padded(fanIn * fanOut) },
    bias: { offset: partials.offset(`${name}.bias`), sliceStride: padded(fanOut) },
  };
}

/** The same for the head. Its slices come before those of a token embedding that shares its tensor. */
export function headPartials(model: FusedModel, partials: Partials): LinearPartials {
  const { vocabulary, width } = model.shape;
  return {
    stride: partials.layout.stride,
    slices: productSlices(model, vocabulary, width),
    weight: { offset: partials.offset(headTensor(model)), sliceStride: padded(vocabulary * width) },
    bias: undefined,
  };
}

/** The start of the slices of the token embedding's own gradient. */
export function embeddingPartials(model: FusedModel, partials: Partials): number {
  const { vocabulary, width, tiedHead } = model.shape;
  const before = tiedHead ? productSlices(model, vocabulary, width) : 0;
  return partials.offset('embedding.tokens') + before * padded(vocabulary * width);
}

function padded(count: number): number {
  return Math.ceil(count / 64) * 64;
}
