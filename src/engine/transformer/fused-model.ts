import type { View } from '../gpu/kernel.ts';
import type { Memory } from '../gpu/memory.ts';
import type { RowStats } from '../ops/linear.ts';
import { rotaryTurns, rotaryTurnsOfColumns } from '../ops/rotary.ts';
import type { Tuning } from '../ops/tuning.ts';
import { allocateActivations, type ActivationCounts } from '../run/allocate-activations.ts';
import type { ParameterSet } from '../run/parameter-set.ts';
import { UNUSED_BYTES, type FusedBatchModel } from '../step/batch-model.ts';
import type { TransformerShape } from '../trainer.ts';
import { hasRotary } from './positions.ts';
import { headSize } from './shape.ts';

/** Whether the fused kernels can train the model. They read activations four numbers at a time. */
export function canFuse({ width, feedForward, context }: TransformerShape, batch: number): boolean {
  return [width, feedForward, context * batch].every((size) => size % 4 === 0);
}

/** A model over one batch as the fused kernels see it. */
export interface FusedModel extends FusedBatchModel {
  shape: TransformerShape;
  /** Cosines and sines of rotary positions, by pair of a head and by column; undefined without them. */
  turns: { ofHead: View; ofColumns: View } | undefined;
}

export interface FusedModelOptions {
  batch: number;
  lanes: number;
  tuning: Tuning;
  parameters: ParameterSet;
  activations: readonly ActivationCounts[];
}

export function makeFusedModel(
  memory: Memory,
  shape: TransformerShape,
  options: FusedModelOptions,
): FusedModel {
  return {
    ...options,
    shape,
    activation: allocateActivations(memory, options.activations, options.lanes),
    turns: hasRotary(shape) ? uploadTurns(memory, shape) : undefined,
    unused: memory.storage('unused', UNUSED_BYTES / 4),
  };
}

function uploadTurns(memory: Memory, shape: TransformerShape): { ofHead: View; ofColumns: View } {
  const { context, heads, rotaryBase } = shape;
  const size = headSize(shape);
  return {
    ofHead: memory.upload('rotary turns', rotaryTurns(context, size, rotaryBase)),
    ofColumns: memory.upload(
      'rotary turns of columns',
      rotaryTurnsOfColumns(context, size, heads, rotaryBase),
    ),
  };
}

/** The stats for LayerNorm that were stored with a residual stream. */
export function statsOf(model: FusedModel, stream: string): RowStats {
  return { view: model.activation(`${stream}.stats`), groupWidth: model.tuning.products.columns };
}
