import type { View } from '../gpu/kernel.ts';
import type { Memory } from '../gpu/memory.ts';
import { embeddingGradientGrid, type EmbeddingGradientGrid } from '../ops/embedding-gradient.ts';
import { layOutPartials, type PartialLayout } from '../ops/gradient-sum.ts';
import type { LinearPartials } from '../ops/linear.ts';
import { rowsOf, type FusedBatchModel, type Linear } from './batch-model.ts';

/** The partial sums of a model's gradient, and the places of each tensor's sums. */
export interface Partials {
  layout: PartialLayout;
  view: View;
  /** Numbers from a lane's start to the first slice of a tensor. */
  offset(tensor: string): number;
  slices(tensor: string): number;
}

/** @param slicesOf slices into which the kernels that write a tensor's gradient sum it */
export function makePartials(
  memory: Memory,
  model: FusedBatchModel,
  slicesOf: (tensor: string) => number,
): Partials {
  const { tensors } = model.parameters.layout;
  const sliced = tensors.map(({ name, count }) => ({ count, slices: slicesOf(name) }));
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

export function embeddingGridOf(model: FusedBatchModel): EmbeddingGradientGrid {
  const { width, vocabulary } = model.shape;
  return embeddingGradientGrid({ rows: rowsOf(model), width, vocabulary }, model.tuning.software);
}

/** The fewest workgroups among which a lane's gradient of a weight is divided. */
const WANTED_WORKGROUPS = { software: 4, hardware: 256, fewSlices: 32 };

/** The fewest rows of a slice. */
const SLICE_ROWS = 128;

/** Slices of the sum over rows for the gradient of a weight `[m, n]`. Fewer tiles get more slices. */
export function productSlices(model: FusedBatchModel, m: number, n: number): number {
  const { software, products } = model.tuning;
  const kind = products.fewSlices ? 'fewSlices' : 'hardware';
  const wanted = WANTED_WORKGROUPS[software ? 'software' : kind];
  const most = Math.max(1, Math.floor(rowsOf(model) / SLICE_ROWS));
  return Math.min(most, Math.ceil(wanted / products.workgroups(m, n, 1)));
}

/** The same for the gradient of a linear layer's weight or bias. */
export function linearSlices(model: FusedBatchModel, tensor: string): number {
  const [fanIn, fanOut] = model.parameters.layout.find(tensor.replace(/bias$/, 'weight')).shape;
  return productSlices(model, fanIn, fanOut);
}

/** The same for the gradient of the head. */
export function headSlices(model: FusedBatchModel): number {
  return productSlices(model, model.shape.vocabulary, model.shape.width);
}

/** The places of a linear layer's partial gradients. */
export function linearPartials(
  partials: Partials,
  { name, fanIn, fanOut }: Linear,
  { bias } = { bias: true },
): LinearPartials {
  return {
    stride: partials.layout.stride,
    slices: partials.slices(`${name}.weight`),
    weight: { offset: partials.offset(`${name}.weight`), sliceStride: padded(fanIn * fanOut) },
    bias: bias ? { offset: partials.offset(`${name}.bias`), sliceStride: padded(fanOut) } : undefined,
  };
}

/**
 * The same for the head, whose weight is the tensor `head`. Its slices come before those of a token embedding that shares
 * its tensor.
 */
export function headPartials(model: FusedBatchModel, partials: Partials, head: string): LinearPartials {
  const { vocabulary, width } = model.shape;
  return {
    stride: partials.layout.stride,
    slices: headSlices(model),
    weight: { offset: partials.offset(head), sliceStride: padded(vocabulary * width) },
    bias: undefined,
  };
}

/** The start of the slices of the token embedding's own gradient. */
export function embeddingPartials(model: FusedBatchModel, partials: Partials, tiedHead: boolean): number {
  const { vocabulary, width } = model.shape;
  const before = tiedHead ? headSlices(model) : 0;
  return partials.offset('embedding.tokens') + before * padded(vocabulary * width);
}

/** Numbers of a slice of a tensor. */
function padded(count: number): number {
  return Math.ceil(count / 64) * 64;
}
