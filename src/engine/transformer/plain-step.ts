import type { Memory } from '../gpu/memory.ts';
import type { WindowForward } from '../run/network.ts';
import type { ParameterSet } from '../run/parameter-set.ts';
import type { RunKernels, RunParts } from '../run/run-parts.ts';
import { plainStep } from '../step/plain-step.ts';
import type { TransformerShape } from '../trainer.ts';
import { countBackward, countForward } from './activations.ts';
import { backward } from './backward.ts';
import { forward } from './forward.ts';
import { makeModel } from './model.ts';

/** A step with one kernel for each operation: the reference that the fused step is compared with. */
export function plainKernels(shape: TransformerShape, parts: RunParts): RunKernels {
  const { job, memory, parameters } = parts;
  const { batch } = job;
  const lanes = job.lanes.length;
  const activations = [countForward(shape, batch), countBackward(shape, batch)];
  const model = makeModel(memory, shape, { batch, lanes, parameters, activations });
  return plainStep(parts, model, {
    forward: forward(model),
    backward: (gradients) => backward(model, gradients),
  });
}

/** A forward pass of one lane over one window, with the same kernels. */
export function windowForward(
  shape: TransformerShape,
  memory: Memory,
  parameters: ParameterSet,
): WindowForward {
  const activations = [countForward(shape, 1)];
  const model = makeModel(memory, shape, { batch: 1, lanes: 1, parameters, activations });
  const [inputs, logits] = [model.activation('inputs'), model.activation('logits')];
  return { inputs, logits, kernels: forward(model) };
}
