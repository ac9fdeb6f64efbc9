import type { Kernel, View } from '../gpu/kernel.ts';
import { adamw } from '../ops/adamw.ts';
import { meanLoss, sumPositionLosses } from '../ops/cross-entropy.ts';
import { drawBatch } from '../ops/draw-batch.ts';
import { gradientNorm, gradientNormParts } from '../ops/gradient-norm.ts';
import { advanceStep } from '../ops/step.ts';
import { drawShapeOf } from '../run/draw-shape.ts';
import { tensorGroups } from '../run/optimizer-tables.ts';
import type { Memory } from '../gpu/memory.ts';
import { ParameterSet } from '../run/parameter-set.ts';
import type { WindowForward } from '../run/network.ts';
import { RING_STEPS, type RunKernels, type RunParts, type TrainingWindows } from '../run/run-parts.ts';
import { scheduleTable } from '../run/schedule.ts';
import type { TransformerShape } from '../trainer.ts';
import { countBackward, countForward } from './activations.ts';
import { backward } from './backward.ts';
import { forward, lossForward } from './forward.ts';
import { lossShape } from './layer-parts.ts';
import { makeModel, type Model } from './model.ts';

/** A step with one kernel for each operation: the reference that the fused step is compared with. */
export function plainKernels(shape: TransformerShape, parts: RunParts): RunKernels {
  const { job, memory, parameters } = parts;
  const { batch } = job;
  const lanes = job.lanes.length;
  const activations = [countForward(shape, batch), countBackward(shape, batch)];
  const model = makeModel(memory, shape, { batch, lanes, parameters, activations });
  return {
    step: stepKernels(parts, model),
    evaluate: (state, positionSums) => [
      draw(parts, model, { starts: job.validation, shuffled: false }, state),
      ...forward(model),
      lossForward(model),
      sumPositionLosses(model.activation('losses'), positionSums, lossShape(model, RING_STEPS)),
      advanceStep(state),
    ],
  };
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

function stepKernels(parts: RunParts, model: Model): Kernel[] {
  const { job, memory, parameters, ring } = parts;
  const { lanes, activation } = model;
  const { count } = parameters.layout;
  const { optimizer } = job;
  const gradients = new ParameterSet(parameters.layout, memory.storage('gradient', count * lanes));
  const state = memory.storage('state', 1 + lanes);
  memory.device.queue.writeBuffer(state.buffer, 0, Uint32Array.of(parts.firstStep));
  const sums = memory.storage('gradient sums', gradientNormParts(count) * lanes);
  return [
    draw(parts, model, job.training, state),
    ...forward(model),
    lossForward(model),
    meanLoss({ losses: activation('losses'), state, ring }, lossShape(model, RING_STEPS)),
    ...backward(model, gradients),
    ...gradientNorm(
      { gradient: gradients.view, sums, ring, state },
      { count, lanes, ring: RING_STEPS, clipNorm: optimizer.clipNorm },
    ),
    adamw(
      {
        gradient: gradients.view,
        groups: memory.upload('groups', tensorGroups(parameters.layout, optimizer.matrixRate)),
        schedule: memory.upload('schedule', scheduleTable(job.shares, optimizer)),
        lanes: parts.laneSettings,
        state,
        parameters: parameters.view,
        ...halves(parts.moments),
      },
      { count, lanes, ...optimizer },
    ),
    advanceStep(state),
  ];
}

function halves({ buffer, offset, size }: View): { firstMoment: View; secondMoment: View } {
  return {
    firstMoment: { buffer, offset, size: size / 2 },
    secondMoment: { buffer, offset: offset + size / 2, size: size / 2 },
  };
}

function draw(parts: RunParts, model: Model, windows: TrainingWindows, state: View): Kernel {
  const { job, memory, corpus, laneSettings } = parts;
  const { shape, activation } = model;
  return drawBatch(
    {
      corpus,
      starts: memory.upload('starts', windows.starts),
      lanes: laneSettings,
      state,
      inputs: activation('inputs'),
      targets: activation('targets'),
    },
    drawShapeOf(job, windows, shape.context),
  );
}
