import type { View } from '../gpu/kernel.ts';
import type { Memory } from '../gpu/memory.ts';
import type { Matrix } from '../ops/matmul.ts';
import { rotaryTurns } from '../ops/rotary.ts';
import type { ModelShape } from '../trainer.ts';
import type { ActivationCounts } from './activations.ts';
import type { ParameterLayout } from '../model/parameters.ts';
import { headSize } from '../model/shape.ts';

/** The parameters of R lanes, or their gradients: one buffer `[R, layout.count]`. */
export class ParameterSet {
  constructor(
    readonly layout: ParameterLayout,
    readonly view: View,
  ) {}

  /** The named tensor, from its first lane to the end of the buffer; lanes lie `layout.count` numbers apart. */
  tensor(name: string): Matrix {
    const offset = this.layout.find(name).offset * 4;
    const { buffer, size } = this.view;
    return { view: { buffer, offset, size: size - offset }, stride: this.layout.count };
  }
}

/** A model over one batch: its shape, its parameters, and room for what its passes keep. */
export interface Model {
  shape: ModelShape;
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

export function makeModel(memory: Memory, shape: ModelShape, options: ModelOptions): Model {
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
