import type { Kernel } from '../gpu/kernel.ts';
import type { Memory } from '../gpu/memory.ts';
import { embeddingBackwardTokens, embeddingForward } from '../ops/embedding.ts';
import { matmul } from '../ops/matmul.ts';
import { allocateActivations } from '../run/allocate-activations.ts';
import type { WindowForward } from '../run/network.ts';
import type { ParameterSet } from '../run/parameter-set.ts';
import type { RunKernels, RunParts } from '../run/run-parts.ts';
import { embeddingShape, rowsOf } from '../step/batch-model.ts';
import {
  activationMatrix,
  headBackward,
  headForward,
  linearBackward,
  linearForward,
} from '../step/plain-linear.ts';
import { plainStep } from '../step/plain-step.ts';
import type { LstmShape } from '../trainer.ts';
import { countBackward, countForward } from './activations.ts';
import { linears, walkBackward, walkForward, type Model } from './layer-parts.ts';

/** A step with one kernel for each operation: the reference that the fused step is compared with. */
export function plainKernels(shape: LstmShape, parts: RunParts): RunKernels {
  const { job, memory, parameters } = parts;
  const { batch } = job;
  const lanes = job.lanes.length;
  const counts = [countForward(shape, batch), countBackward(shape, batch)];
  const model = { shape, batch, lanes, parameters, activation: allocateActivations(memory, counts, lanes) };
  return plainStep(parts, model, {
    forward: forward(model),
    backward: (gradients) => backward(model, gradients),
  });
}

/** A forward pass of one lane over one window, with the same kernels. */
export function windowForward(shape: LstmShape, memory: Memory, parameters: ParameterSet): WindowForward {
  const activation = allocateActivations(memory, [countForward(shape, 1)], 1);
  const kernels = forward({ shape, batch: 1, lanes: 1, parameters, activation });
  return { inputs: activation('inputs'), logits: activation('logits'), kernels };
}

/** From `inputs` to `logits`. */
export function forward(model: Model): Kernel[] {
  const { shape, activation, parameters } = model;
  const layers = Array.from({ length: shape.layers }, (_, index) => layerForward(model, index));
  return [
    embeddingForward(
      {
        tokens: activation('inputs'),
        tokenTable: parameters.tensor('embedding.tokens').view,
        positionTable: undefined,
        out: activation('stream.0'),
      },
      embeddingShape(model),
    ),
    ...layers.flat(),
    headForward(model, 'head', activation(`stream.${shape.layers}`)),
  ];
}

/** From the gradient of `logits`, in their place, to the gradient of every parameter. */
export function backward(model: Model, gradients: ParameterSet): Kernel[] {
  const { shape, activation } = model;
  const layers = Array.from({ length: shape.layers }, (_, index) => layerBackward(model, gradients, index));
  return [
    ...headBackward(model, gradients, 'head', {
      input: activation(`stream.${shape.layers}`),
      dInput: activation('dStream'),
    }),
    ...layers.toReversed().flat(),
    embeddingBackwardTokens(
      {
        tokens: activation('inputs'),
        dOut: activation('dStream'),
        dTable: gradients.tensor('embedding.tokens').view,
      },
      embeddingShape(model),
      false,
    ),
  ];
}

function layerForward(model: Model, index: number): Kernel[] {
  const { activation } = model;
  const gates = activation(`layers.${index}.gates`);
  return [
    linearForward(model, linears(model, index).input, activation(`stream.${index}`), gates),
    walkForward(model, index, 'plain'),
  ];
}

function layerBackward(model: Model, gradients: ParameterSet, index: number): Kernel[] {
  const { activation, lanes } = model;
  const { input, recurrent } = linears(model, index);
  const { fanIn, fanOut } = recurrent;
  const dGates = activation(`layers.${index}.gates`);
  return [
    walkBackward(model, index, 'plain'),
    ...linearBackward(model, gradients, input, {
      input: activation(`stream.${index}`),
      dOut: dGates,
      dInput: activation('dStream'),
    }),
    matmul(
      activationMatrix(model, activation(`layers.${index}.before`), fanIn),
      activationMatrix(model, dGates, fanOut),
      gradients.tensor(`${recurrent.name}.weight`),
      { m: fanIn, n: fanOut, k: rowsOf(model), lanes },
      { transposeA: true },
    ),
  ];
}
