import type { Kernel, View } from '../gpu/kernel.ts';
import { lstmBackward, lstmForward, type LstmShape, type LstmVariant } from '../ops/lstm.ts';
import { offsetOf, type BatchModel, type Linear } from '../step/batch-model.ts';
import type { LstmShape as Shape } from '../trainer.ts';

/** A model over one batch. */
export interface Model extends BatchModel {
  shape: Shape;
}

/** The two matrices of layer `index`, of which only the first has a bias. */
export function linears(
  { shape }: Pick<Model, 'shape'>,
  index: number,
): Record<'input' | 'recurrent', Linear> {
  const { width } = shape;
  return {
    input: { name: `layers.${index}.input`, fanIn: width, fanOut: 4 * width },
    recurrent: { name: `layers.${index}.recurrent`, fanIn: width, fanOut: 4 * width },
  };
}

/** From the layer's inputs · weight + bias to its outputs `stream.{index + 1}`. */
export function walkForward(model: Model, index: number, variant: LstmVariant): Kernel {
  return lstmForward(
    {
      ...viewsOf(model, index),
      out: model.activation(`stream.${index + 1}`),
      before: model.activation(`layers.${index}.before`),
    },
    lstmShape(model, index),
    variant,
  );
}

/** From `dStream`, the gradient of the layer's outputs, to that of its inputs · weight + bias, in the place of its gates. */
export function walkBackward(model: Model, index: number, variant: LstmVariant): Kernel {
  return lstmBackward(
    { ...viewsOf(model, index), dOut: model.activation('dStream') },
    lstmShape(model, index),
    variant,
  );
}

function viewsOf(model: Model, index: number): Record<'gates' | 'cells' | 'parameters', View> {
  return {
    gates: model.activation(`layers.${index}.gates`),
    cells: model.activation(`layers.${index}.cells`),
    parameters: model.parameters.view,
  };
}

function lstmShape(model: Model, index: number): LstmShape {
  const { shape, batch, lanes, parameters } = model;
  const { context, width } = shape;
  const weight = offsetOf(model, `layers.${index}.recurrent.weight`);
  return { batch, context, width, lanes, parameterStride: parameters.layout.count, weight };
}
