import type { Kernel, View } from '../gpu/kernel.ts';
import { adamw } from '../ops/adamw.ts';
import { answers } from '../ops/answers.ts';
import {
  crossEntropyBackward,
  crossEntropyForward,
  meanLoss,
  sumPositionLosses,
} from '../ops/cross-entropy.ts';
import { drawBatch } from '../ops/draw-batch.ts';
import { gradientNorm, gradientNormParts } from '../ops/gradient-norm.ts';
import { advanceStep } from '../ops/step.ts';
import { drawShapeOf } from '../run/draw-shape.ts';
import { tensorGroups } from '../run/optimizer-tables.ts';
import { ParameterSet } from '../run/parameter-set.ts';
import { RING_STEPS, type RunKernels, type RunParts, type TrainingWindows } from '../run/run-parts.ts';
import { scheduleTable } from '../run/schedule.ts';
import { answersShape, lossShape, type BatchModel } from './batch-model.ts';

/** The passes of a network. Its activations are `inputs`, `targets`, `logits`, `losses`, `logSumExp`, and its own. */
export interface PlainPasses {
  /** From `inputs` to `logits`. */
  forward: Kernel[];
  /** From the gradient of `logits`, in their place, to the gradient of every parameter. */
  backward(gradients: ParameterSet): Kernel[];
}

/** A step with one kernel for each operation: the reference that a fused step is compared with. */
export function plainStep(parts: RunParts, model: BatchModel, passes: PlainPasses): RunKernels {
  return {
    step: stepKernels(parts, model, passes),
    evaluate: (starts, state, positionSums) => [
      draw(parts, model, { starts, shuffled: false }, state),
      ...passes.forward,
      lossForward(model),
      sumPositionLosses(model.activation('losses'), positionSums, lossShape(model, RING_STEPS)),
      advanceStep(state),
    ],
    test: (tests, state, written) => [
      draw(parts, model, { starts: tests.starts, shuffled: false }, state),
      ...passes.forward,
      lossForward(model),
      answers(
        {
          logits: model.activation('logits'),
          targets: model.activation('targets'),
          losses: model.activation('losses'),
          positions: parts.memory.upload('positions', tests.positions),
          state,
          answers: written,
        },
        { ...answersShape(model, tests), columns: model.shape.vocabulary, targetShift: 0 },
      ),
      advanceStep(state),
    ],
  };
}

/** From `logits` and `targets` to `losses`. */
export function lossForward(model: BatchModel): Kernel {
  const { activation } = model;
  return crossEntropyForward(
    {
      logits: activation('logits'),
      targets: activation('targets'),
      losses: activation('losses'),
      logSumExp: activation('logSumExp'),
    },
    lossShape(model, 1),
  );
}

/** From `logits` to their gradient, in place. */
export function lossBackward(model: BatchModel): Kernel {
  const { activation } = model;
  return crossEntropyBackward(
    {
      logSumExp: activation('logSumExp'),
      targets: activation('targets'),
      logits: activation('logits'),
    },
    lossShape(model, 1),
  );
}

function stepKernels(parts: RunParts, model: BatchModel, passes: PlainPasses): Kernel[] {
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
    ...passes.forward,
    lossForward(model),
    meanLoss({ losses: activation('losses'), state, ring }, lossShape(model, RING_STEPS)),
    lossBackward(model),
    ...passes.backward(gradients),
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

function draw(parts: RunParts, model: BatchModel, windows: TrainingWindows, state: View): Kernel {
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
