import type { View } from '../gpu/kernel.ts';
import type { AnswersShape } from '../ops/answers.ts';
import type { CrossEntropyShape } from '../ops/cross-entropy.ts';
import type { EmbeddingShape } from '../ops/embedding.ts';
import type { LinearShape } from '../ops/linear.ts';
import type { Tuning } from '../ops/tuning.ts';
import type { ParameterSet } from '../run/parameter-set.ts';
import type { TestedWindows } from '../run/run-parts.ts';

/** The sizes of every network that embeds tokens and ends in a head. */
export interface BatchShape {
  vocabulary: number;
  context: number;
  width: number;
}

/** A network over one batch: its shape, its parameters, and the buffers of its passes. */
export interface BatchModel {
  shape: BatchShape;
  batch: number;
  lanes: number;
  parameters: ParameterSet;
  /** The named buffer, `[R, …]`; throws if the model was made without it. */
  activation(name: string): View;
}

/** The same as the fused kernels see it. */
export interface FusedBatchModel extends BatchModel {
  tuning: Tuning;
  /** Room that no kernel reads, for outputs that a kernel writes only on request. */
  unused: View;
}

/** Bytes of `unused`. */
export const UNUSED_BYTES = 768;

export function rowsOf({ shape, batch }: Pick<BatchModel, 'shape' | 'batch'>): number {
  return batch * shape.context;
}

/** Start of a tensor in a lane's parameters, in numbers. */
export function offsetOf({ parameters }: Pick<BatchModel, 'parameters'>, tensor: string): number {
  return parameters.layout.find(tensor).offset;
}

/** A linear layer of a network, by the common name of its tensors. */
export interface Linear {
  name: string;
  fanIn: number;
  fanOut: number;
}

export function linearShape(model: BatchModel, { fanIn, fanOut }: Linear, weight: string): LinearShape {
  return {
    rows: rowsOf(model),
    inputs: fanIn,
    outputs: fanOut,
    lanes: model.lanes,
    parameterStride: model.parameters.layout.count,
    weight: offsetOf(model, weight),
  };
}

export function embeddingShape(model: BatchModel): EmbeddingShape {
  const { context, width, vocabulary } = model.shape;
  const { lanes, parameters } = model;
  return { rows: rowsOf(model), context, width, vocabulary, lanes, parameterStride: parameters.layout.count };
}

export function lossShape(model: BatchModel, ring: number): CrossEntropyShape {
  const { context, vocabulary } = model.shape;
  return { rows: rowsOf(model), context, vocabulary, lanes: model.lanes, ring };
}

/** What fast and plain kernels share of the answers to test windows. */
export function answersShape(
  { batch, lanes, shape }: BatchModel,
  { starts }: TestedWindows,
): Omit<AnswersShape, 'columns' | 'targetShift'> {
  const { context, vocabulary } = shape;
  return { batch, context, vocabulary, windows: starts.length, lanes };
}
