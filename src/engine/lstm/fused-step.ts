import type { Kernel } from '../gpu/kernel.ts';
import { embeddingGradient } from '../ops/embedding-gradient.ts';
import { linearBackward, linearForward } from '../ops/linear.ts';
import { lstmVariant } from '../ops/lstm.ts';
import { allocateActivations } from '../run/allocate-activations.ts';
import type { RunKernels, RunParts } from '../run/run-parts.ts';
import { linearShape, offsetOf, rowsOf, UNUSED_BYTES, type FusedBatchModel } from '../step/batch-model.ts';
import { fusedStep } from '../step/fused-step.ts';
import {
  embeddingGridOf,
  embeddingPartials,
  headPartials,
  headSlices,
  linearPartials,
  linearSlices,
  type Partials,
} from '../step/partial-gradients.ts';
import type { LstmShape } from '../trainer.ts';
import { countBackward, countFusedForward } from './activations.ts';
import { linears, walkBackward, walkForward } from './layer-parts.ts';

/** Whether the fused kernels can train the model. They read activations four numbers at a time. */
export function canFuse({ width, context }: LstmShape, batch: number): boolean {
  return [width, context * batch].every((size) => size % 4 === 0);
}

interface FusedModel extends FusedBatchModel {
  shape: LstmShape;
}

/** A step in 7 + 5·L dispatches, however long the context is. */
export function fusedKernels(shape: LstmShape, parts: RunParts): RunKernels {
  const { job, memory, parameters, tuning } = parts;
  const { batch } = job;
  const lanes = job.lanes.length;
  const counts = [countFusedForward(shape, batch, tuning.products.columns), countBackward(shape, batch)];
  const model: FusedModel = {
    shape,
    batch,
    lanes,
    parameters,
    tuning,
    activation: allocateActivations(memory, counts, lanes),
    unused: memory.storage('unused', UNUSED_BYTES / 4),
  };
  return fusedStep(parts, model, {
    forward: fusedForward(model),
    backward: (partials) => fusedBackward(model, partials),
    slicesOf: (tensor) => slicesOf(model, tensor),
    learnedPositions: false,
  });
}

/** Slices into which the kernels that write a tensor's gradient sum it. */
function slicesOf(model: FusedModel, tensor: string): number {
  if (tensor === 'embedding.tokens') return embeddingGridOf(model).slices;
  return tensor === 'head' ? headSlices(model) : linearSlices(model, tensor);
}

/** From the embedded batch to `logits`, in 2·L + 1 dispatches. */
function fusedForward(model: FusedModel): Kernel[] {
  const { shape, activation, parameters, tuning, unused } = model;
  const { layers, width, vocabulary } = shape;
  const head = linearForward(
    {
      input: activation(`stream.${layers}`),
      parameters: parameters.view,
      transposed: true,
      out: activation('logits'),
      unused,
    },
    linearShape(model, { name: 'head', fanIn: width, fanOut: vocabulary }, 'head'),
    tuning.products,
  );
  return [...Array.from({ length: layers }, (_, index) => layerForward(model, index)).flat(), head];
}

function layerForward(model: FusedModel, index: number): Kernel[] {
  const { activation, parameters, tuning, unused } = model;
  const { input } = linears(model, index);
  return [
    linearForward(
      {
        input: activation(`stream.${index}`),
        parameters: parameters.view,
        bias: offsetOf(model, `${input.name}.bias`),
        out: activation(`layers.${index}.gates`),
        unused,
      },
      linearShape(model, input, `${input.name}.weight`),
      tuning.products,
    ),
    walkForward(model, index, lstmVariant(tuning.software)),
  ];
}

/** From the gradient of `logits` to the partial sums of every parameter's gradient, in 3·L + 2 dispatches. */
function fusedBackward(model: FusedModel, partials: Partials): Kernel[] {
  const { shape } = model;
  const layers = Array.from({ length: shape.layers }, (_, index) => layerBackward(model, partials, index));
  return [headBackward(model, partials), ...layers.toReversed().flat(), embeddingBackward(model, partials)];
}

function headBackward(model: FusedModel, partials: Partials): Kernel {
  const { shape, activation, parameters, tuning } = model;
  return linearBackward(
    {
      dOut: activation('logits'),
      parameters: parameters.view,
      input: activation(`stream.${shape.layers}`),
      dInput: activation('dStream'),
      transposed: true,
      partials: partials.view,
    },
    linearShape(model, { name: 'head', fanIn: shape.width, fanOut: shape.vocabulary }, 'head'),
    headPartials(model, partials, 'head'),
    tuning.products,
  );
}

function layerBackward(model: FusedModel, partials: Partials, index: number): Kernel[] {
  const { activation, parameters, tuning, unused } = model;
  const { input, recurrent } = linears(model, index);
  const shared = {
    dOut: activation(`layers.${index}.gates`),
    parameters: parameters.view,
    partials: partials.view,
  };
  return [
    walkBackward(model, index, lstmVariant(tuning.software)),
    linearBackward(
      { ...shared, input: activation(`stream.${index}`), dInput: activation('dStream') },
      linearShape(model, input, `${input.name}.weight`),
      linearPartials(partials, input),
      tuning.products,
    ),
    linearBackward(
      { ...shared, input: activation(`layers.${index}.before`), unused },
      linearShape(model, recurrent, `${recurrent.name}.weight`),
      linearPartials(partials, recurrent, { bias: false }),
      tuning.products,
    ),
  ];
}

function embeddingBackward(model: FusedModel, partials: Partials): Kernel {
  const { shape, activation, lanes } = model;
  const { context, width, vocabulary } = shape;
  return embeddingGradient(
    { tokens: activation('tokens'), dOut: activation('dStream'), partials: partials.view },
    {
      rows: rowsOf(model),
      context,
      width,
      vocabulary,
      lanes,
      partialStride: partials.layout.stride,
      tokenPartials: embeddingPartials(model, partials, false),
      positionPartials: undefined,
    },
    embeddingGridOf(model),
  );
}
