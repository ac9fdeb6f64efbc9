import type { View } from '../gpu/kernel.ts';
import type { Memory } from '../gpu/memory.ts';
import { rotaryTurns } from '../ops/rotary.ts';
import type { TransformerShape } from '../trainer.ts';
import type { ActivationCounts } from './activations.ts';
import type { ParameterSet } from '../run/parameter-set.ts';
import { headSize } from './shape.ts';

/** A model over one batch: its shape, its parameters, and room for what its passes keep. */
export interface Model {
  shape: TransformerShape;
  batch: number;
  lanes: number;
  parameters: ParameterSet;
  /** `[T, D/2, 2]` of rotary positions; absent with learned ones. */
  turns: View | undefined;
  /** The named buffer, `[R, …]`; throws if the model was made without it. */
  activation(name: string): View;
}

export interface ModelOptions {
  batch: number;
  lanes: number;
  parameters: ParameterSet;
  activations: readonly ActivationCounts[];
}

export function makeModel(memory: Memory, shape: TransformerShape, options: ModelOptions): Model {
  const { batch, lanes, parameters } = options;
  const views = new Map<string, View>();
  for (const [name, count] of options.activations.flatMap((counts) => [...counts])) {
    views.set(name, memory.storage(name, count * lanes));
  }
  const turns =
    shape.positions === 'rotary'
      ? memory.upload('rotary turns', rotaryTurns(shape.context, headSize(shape)))
      : undefined;
  const activation = (name: string): View => {
    const view = views.get(name);
    if (!view) throw new Error(`this model keeps no ${name}`);
    return view;
  };
  return { shape, batch, lanes, parameters, turns, activation };
}
