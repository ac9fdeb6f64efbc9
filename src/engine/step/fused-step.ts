import type { Kernel, View } from '../gpu/kernel.ts';
import { answers } from '../ops/answers.ts';
import { sumPositionLosses } from '../ops/cross-entropy.ts';
import { drawEmbed, drawEmbedGrid } from '../ops/draw-embed.ts';
import { gradientGrid, gradientSum } from '../ops/gradient-sum.ts';
import { quadsOf } from '../ops/linear.ts';
import { loss, lossGrid } from '../ops/loss.ts';
import { advanceStep } from '../ops/step.ts';
import { joinSettings, update } from '../ops/update.ts';
import { drawShapeOf } from '../run/draw-shape.ts';
import { laneTable, tensorGroups } from '../run/optimizer-tables.ts';
import { RING_STEPS, type RunKernels, type RunParts, type TrainingWindows } from '../run/run-parts.ts';
import { scheduleTable } from '../run/schedule.ts';
import { answersShape, lossShape, offsetOf, rowsOf, type FusedBatchModel } from './batch-model.ts';
import { makePartials, type Partials } from './partial-gradients.ts';

/**
 * The passes of a network. Its activations are `tokens`, `stream.0` and its stats, `logits`, `losses`, and its own. A
 * network with learned positions has a tensor `embedding.positions`.
 */
export interface FusedPasses {
  /** From `stream.0`, the embedded batch, to `logits`. */
  forward: Kernel[];
  /** From the gradient of `logits`, in their place, to the partial sums of every parameter's gradient. */
  backward(partials: Partials): Kernel[];
  /** Slices into which the backward sums a tensor's gradient. */
  slicesOf(tensor: string): number;
  learnedPositions: boolean;
}

/** A step in the dispatches of its passes and four more: batch and embedding, loss, sum of the gradient, update. */
export function fusedStep(parts: RunParts, model: FusedBatchModel, passes: FusedPasses): RunKernels {
  return {
    step: stepKernels(parts, model, passes),
    evaluate: (starts, state, positionSums) => [
      draw(parts, model, { starts, shuffled: false }, state, passes),
      ...passes.forward,
      fusedLoss(model, { gradient: false }),
      sumPositionLosses(model.activation('losses'), positionSums, lossShape(model, RING_STEPS)),
      advanceStep(state),
    ],
    test: (tests, state, written) => [
      draw(parts, model, { starts: tests.starts, shuffled: false }, state, passes),
      ...passes.forward,
      fusedLoss(model, { gradient: false }),
      answers(
        {
          logits: model.activation('logits'),
          targets: model.activation('tokens'),
          losses: model.activation('losses'),
          positions: parts.memory.upload('positions', tests.positions),
          state,
          answers: written,
        },
        { ...answersShape(model, tests), columns: quadsOf(model.shape.vocabulary) * 4, targetShift: 16 },
      ),
      advanceStep(state),
    ],
  };
}

/** From `logits` and the targets to `losses`; with `gradient`, logits become their gradient. */
function fusedLoss(model: FusedBatchModel, { gradient }: { gradient: boolean }): Kernel {
  const { activation, shape, lanes, tuning } = model;
  return loss(
    { logits: activation('logits'), tokens: activation('tokens'), losses: activation('losses') },
    {
      rows: rowsOf(model),
      vocabulary: shape.vocabulary,
      columns: quadsOf(shape.vocabulary) * 4,
      lanes,
    },
    lossGrid(tuning.software),
    { gradient },
  );
}

function stepKernels(parts: RunParts, model: FusedBatchModel, passes: FusedPasses): Kernel[] {
  const { job, memory, parameters, ring, moments } = parts;
  const { lanes, tuning, activation } = model;
  const { count } = parameters.layout;
  const { optimizer } = job;
  const partials = makePartials(memory, model, passes.slicesOf);
  const grid = gradientGrid(count, tuning.software);
  const state = memory.upload('state', Uint32Array.of(parts.firstStep, parts.firstStep));
  const gradient = memory.storage('gradient', count * lanes);
  const sums = memory.storage('gradient sums', grid.parts * lanes);
  const settings = joinSettings({
    lanes: laneTable(job.lanes),
    groups: tensorGroups(parameters.layout, optimizer.matrixRate),
    schedule: scheduleTable(job.shares, optimizer),
  });
  return [
    draw(parts, model, job.training, state, passes),
    ...passes.forward,
    fusedLoss(model, { gradient: true }),
    ...passes.backward(partials),
    gradientSum(
      {
        partials: partials.view,
        places: memory.upload('places of partial gradients', partials.layout.places),
        losses: activation('losses'),
        gradient,
        sums,
        state,
        ring,
      },
      { count, partialStride: partials.layout.stride, rows: rowsOf(model), lanes, ring: RING_STEPS },
      grid,
    ),
    update(
      {
        gradient,
        settings: memory.upload('settings', settings),
        state,
        sums,
        parameters: parameters.view,
        moments,
        ring,
      },
      { count, lanes, ring: RING_STEPS, ...optimizer },
      grid,
    ),
  ];
}

function draw(
  parts: RunParts,
  model: FusedBatchModel,
  windows: TrainingWindows,
  state: View,
  { learnedPositions }: FusedPasses,
): Kernel {
  const { job, memory, corpus, laneSettings } = parts;
  const { shape, parameters, activation, tuning } = model;
  const drawShape = {
    ...drawShapeOf(job, windows, shape.context),
    width: shape.width,
    groupWidth: tuning.products.columns,
    parameterStride: parameters.layout.count,
    tokenTable: offsetOf(model, 'embedding.tokens'),
    positionTable: learnedPositions ? offsetOf(model, 'embedding.positions') : undefined,
  };
  return drawEmbed(
    {
      corpus,
      starts: memory.upload('starts', windows.starts),
      lanes: laneSettings,
      state,
      parameters: parameters.view,
      tokens: activation('tokens'),
      out: activation('stream.0'),
      stats: activation('stream.0.stats'),
    },
    drawShape,
    drawEmbedGrid(drawShape, tuning.software),
  );
}
