import type { Kernel, View } from '../gpu/kernel.ts';
import { sumPositionLosses } from '../ops/cross-entropy.ts';
import { drawEmbed, drawEmbedGrid } from '../ops/draw-embed.ts';
import { gradientGrid, gradientSum } from '../ops/gradient-sum.ts';
import { advanceStep } from '../ops/step.ts';
import { joinSettings, update } from '../ops/update.ts';
import { drawShapeOf } from '../run/draw-shape.ts';
import { laneTable, tensorGroups } from '../run/optimizer-tables.ts';
import { RING_STEPS, type RunKernels, type RunParts, type TrainingWindows } from '../run/run-parts.ts';
import { scheduleTable } from '../run/schedule.ts';
import type { TransformerShape } from '../trainer.ts';
import { countFusedBackward, countFusedForward } from './activations.ts';
import { fusedBackward } from './fused-backward.ts';
import { fusedForward, fusedLoss } from './fused-forward.ts';
import { makeFusedModel, offsetOf, rowsOf, statsOf, type FusedModel } from './fused-model.ts';
import { makePartials } from './partial-gradients.ts';

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
  return {
    step: stepKernels(parts, model),
    evaluate: (state, positionSums) => [
      draw(parts, model, { starts: job.validation, shuffled: false }, state),
      ...fusedForward(model),
      fusedLoss(model, { gradient: false }),
      sumPositionLosses(model.activation('losses'), positionSums, {
        rows: rowsOf(model),
        context: shape.context,
        vocabulary: shape.vocabulary,
        lanes,
        ring: RING_STEPS,
      }),
      advanceStep(state),
    ],
  };
}

function stepKernels(parts: RunParts, model: FusedModel): Kernel[] {
  const { job, memory, parameters, ring, moments } = parts;
  const { lanes, tuning, activation } = model;
  const { count } = parameters.layout;
  const { optimizer } = job;
  const partials = makePartials(memory, model);
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
    draw(parts, model, job.training, state),
    ...fusedForward(model),
    fusedLoss(model, { gradient: true }),
    ...fusedBackward(model, partials),
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

function draw(parts: RunParts, model: FusedModel, windows: TrainingWindows, state: View): Kernel {
  const { job, memory, corpus, laneSettings } = parts;
  const { shape, parameters, activation } = model;
  const stats = statsOf(model, 'stream.0');
  const drawShape = {
    ...drawShapeOf(job, windows, shape.context),
    width: shape.width,
    groupWidth: stats.groupWidth,
    parameterStride: parameters.layout.count,
    tokenTable: offsetOf(model, 'embedding.tokens'),
    positionTable: shape.positions === 'learned' ? offsetOf(model, 'embedding.positions') : undefined,
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
      stats: stats.view,
    },
    drawShape,
    drawEmbedGrid(drawShape, model.tuning.software),
  );
}
