import type { View } from '../gpu/kernel.ts';
import type { Memory } from '../gpu/memory.ts';
import { rotaryTurns } from '../ops/rotary.ts';
import { allocateActivations, type ActivationCounts } from '../run/allocate-activations.ts';
import type { ParameterSet } from '../run/parameter-set.ts';
import type { BatchModel } from '../step/batch-model.ts';
import type { TransformerShape } from '../trainer.ts';
import { hasRotary } from './positions.ts';
import { headSize } from './shape.ts';

/** A model over one batch. */
export interface Model extends BatchModel {
  shape: TransformerShape;
  /** `[T, D/2, 2]` of rotary positions; undefined without them. */
  turns: View | undefined;
}

export interface ModelOptions {
  batch: number;
  lanes: number;
  parameters: ParameterSet;
  activations: readonly ActivationCounts[];
}

export function makeModel(memory: Memory, shape: TransformerShape, options: ModelOptions): Model {
  const { batch, lanes, parameters } = options;
  const activation = allocateActivations(memory, options.activations, lanes);
  const turns = hasRotary(shape)
    ? memory.upload('rotary turns', rotaryTurns(shape.context, headSize(shape), shape.rotaryBase))
    : undefined;
  return { shape, batch, lanes, parameters, turns, activation };
}
