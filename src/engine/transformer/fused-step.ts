import { normBackwardGrid } from '../ops/norm-backward.ts';
import type { RunKernels, RunParts } from '../run/run-parts.ts';
import { rowsOf } from '../step/batch-model.ts';
import { fusedStep } from '../step/fused-step.ts';
import { embeddingGridOf, headSlices, linearSlices } from '../step/partial-gradients.ts';
import type { TransformerShape } from '../trainer.ts';
import { countFusedBackward, countFusedForward } from './activations.ts';
import { fusedBackward } from './fused-backward.ts';
import { fusedForward } from './fused-forward.ts';
import { makeFusedModel, type FusedModel } from './fused-model.ts';
import { headTensor } from './layer-parts.ts';
import { hasTable } from './positions.ts';

/** A step in 8 + 12·L dispatches, because dispatches are most of a tiny model's time. */
export function fusedKernels(shape: TransformerShape, parts: RunParts): RunKernels {
  const { job, memory, parameters, tuning } = parts;
  const { batch } = job;
  const lanes = job.lanes.length;
  const activations = [
    countFusedForward(shape, batch, tuning.products.columns),
    countFusedBackward(shape, batch),
  ];
  const model = makeFusedModel(memory, shape, { batch, lanes, parameters, tuning, activations });
  return fusedStep(parts, model, {
    forward: fusedForward(model),
    backward: (partials) => fusedBackward(model, partials),
    slicesOf: (tensor) => slicesOf(model, tensor),
    learnedPositions: hasTable(shape),
  });
}

/** Slices into which the kernels that write a tensor's gradient sum it. */
function slicesOf(model: FusedModel, tensor: string): number {
  if (/norm\d?\.(gain|bias)$/.test(tensor))
    return normBackwardGrid(rowsOf(model), model.tuning.software).slices;
  if (tensor === 'embedding.positions') return 1;
  const head = headTensor(model) === tensor ? headSlices(model) : 0;
  if (tensor === 'embedding.tokens') return head + embeddingGridOf(model).slices;
  return head > 0 ? head : linearSlices(model, tensor);
}
