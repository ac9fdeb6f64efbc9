import type { View } from '../gpu/kernel.ts';
import type { Memory } from '../gpu/memory.ts';
import type { LinearShape, RowStats } from '../ops/linear.ts';
import { rotaryTurns, rotaryTurnsOfColumns } from '../ops/rotary.ts';
import type { Tuning } from '../ops/tuning.ts';
import { allocateActivations, type ActivationCounts } from '../run/allocate-activations.ts';
import type { ParameterSet } from '../run/parameter-set.ts';
import type { TransformerShape } from '../trainer.ts';
import type { Linear } from './linear.ts';
import { headSize } from './shape.ts';

/** Whether the fused kernels can train the model. They read activations four numbers at a time. */
export function canFuse({ width, feedForward, context }: TransformerShape, batch: number): boolean {
  return [width, feedForward, context * batch].every((size) => size % 4 === 0);
}

/** A model over one batch as the fused kernels see it. */
export interface FusedModel {
  shape: TransformerShape;
  batch: number;
  lanes: number;
  tuning: Tuning;
  parameters: ParameterSet;
  /** The named buffer, `[R, …]`; throws if the model was made without it. */
  activation(name: string): View;
  /** Cosines and sines of rotary positions, by pair of a head and by column; undefined with learned positions. */
  turns: { ofHead: View; ofColumns: View } | undefined;
  /** Room that no kernel reads, for outputs that a kernel writes only on request. */
  unused: View;
}

export interface FusedModelOptions {
  batch: number;
  lanes: number;
  tuning: Tuning;
  parameters: ParameterSet;
  activations: readonly ActivationCounts[];
}

const UNUSED_BYTES = 768;

export function makeFusedModel(
  memory: Memory,
  shape: TransformerShape,
  options: FusedModelOptions,
): FusedModel {
  return {
    ...options,
    shape,
    activation: allocateActivations(memory, options.activations, options.lanes),
    turns: shape.positions === 'rotary' ? uploadTurns(memory, shape) : undefined,
    unused: memory.storage('unused', UNUSED_BYTES / 4),
  };
}

function uploadTurns(memory: Memory, shape: TransformerShape): { ofHead: View; ofColumns: View } {
  const { context, heads } = shape;
  const size = headSize(shape);
  return {
    ofHead: memory.upload('rotary turns', rotaryTurns(context, size)),
    ofColumns: memory.upload('rotary turns of columns', rotaryTurnsOfColumns(context, size, heads)),
  };
}

export function rowsOf({ shape, batch }: Pick<FusedModel, 'shape' | 'batch'>): number {
  return batch * shape.context;
}

/** The stats for LayerNorm that were stored with a residual stream. */
export function statsOf(model: FusedModel, stream: string): RowStats {
  return { view: model.activation(`${stream}.stats`), groupWidth: model.tuning.products.columns };
}

/** Start of a tensor in a lane's parameters, in numbers. */
export function offsetOf({ parameters }: FusedModel, tensor: string): number {
  return parameters.layout.find(tensor).offset;
}

export function linearShape(model: FusedModel, { fanIn, fanOut }: Linear, weight: string): LinearShape {
  return {
    rows: rowsOf(model),
    inputs: fanIn,
    outputs: fanOut,
    lanes: model.lanes,
    parameterStride: model.parameters.layout.count,
    weight: offsetOf(model, weight),
  };
}
