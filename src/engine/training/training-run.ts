import type { Kernel, View } from '../gpu/kernel.ts';
import type { Memory } from '../gpu/memory.ts';
import type { Pipelines } from '../gpu/pipelines.ts';
import { Program } from '../gpu/program.ts';
import { countBackward, countForward } from '../model/activations.ts';
import { backward } from '../model/backward.ts';
import { forward, lossForward } from '../model/forward.ts';
import { lossShape } from '../model/layer-parts.ts';
import { makeModel, ParameterSet, type Model } from '../model/model.ts';
import { layOutParameters } from '../model/parameters.ts';
import { adamw } from '../ops/adamw.ts';
import { meanLoss, sumPositionLosses } from '../ops/cross-entropy.ts';
import { drawBatch } from '../ops/draw-batch.ts';
import { gradientNorm, gradientNormParts } from '../ops/gradient-norm.ts';
import type { Block } from '../ops/matmul.ts';
import { advanceStep } from '../ops/step.ts';
import type { Job } from './job.ts';
import { laneTable, tensorGroups } from './optimizer-tables.ts';
import { packTokens, tokenBits } from './pack-tokens.ts';
import { scheduleTable } from './schedule.ts';

/** Steps whose losses and gradient norms stay on the GPU until they are read. */
export const RING_STEPS = 4_096;

/** The device, and the pipelines made on it so far. */
export interface Gpu {
  device: GPUDevice;
  pipelines: Pipelines;
  /** Outputs an invocation of a matrix product owns along each side. */
  block: Block;
}

/** Everything one run keeps on the GPU, and its programs. Nothing is allocated after `prepareRun`. */
export interface TrainingRun {
  job: Job;
  memory: Memory;
  model: Model;
  gradients: ParameterSet;
  /** `[RING_STEPS, R, 2]`: mean loss and gradient norm of the last steps. */
  ring: View;
  /** One training step. */
  step: Program;
  /** Absent where the job has no validation windows. */
  evaluation: Evaluation | undefined;
}

export interface Evaluation {
  /** One batch of the validation windows. */
  program: Program;
  /** The first word counts the batches done. */
  state: View;
  /** `[R, T]`: losses at each position, summed over windows. */
  positionSums: View;
}

/** What both programs of a run work on. */
interface Parts {
  job: Job;
  memory: Memory;
  model: Model;
  corpus: View;
  laneSettings: View;
}

/** Allocates a run and compiles its programs. The caller destroys `memory`, also if this throws. */
export async function prepareRun(gpu: Gpu, memory: Memory, job: Job): Promise<TrainingRun> {
  const { shape, batch } = job;
  const lanes = job.lanes.length;
  const layout = layOutParameters(shape);
  const parameters = new ParameterSet(layout, memory.upload('parameters', job.initial));
  const gradients = new ParameterSet(layout, memory.storage('gradient', layout.count * lanes));
  const activations = [countForward(shape, batch), countBackward(shape, batch)];
  const model = makeModel(memory, shape, { batch, lanes, parameters, activations, block: gpu.block });
  const ring = memory.storage('ring', RING_STEPS * lanes * 2);
  const laneSettings = memory.upload('lanes', laneTable(job.lanes));
  const corpus = memory.upload('corpus', packTokens(job.tokens));
  const parts = { job, memory, model, corpus, laneSettings };
  const [step, evaluation] = await Promise.all([
    Program.prepare(stepKernels(parts, gradients, ring), memory, gpu.pipelines),
    job.validation.length > 0 ? prepareEvaluation(gpu, parts) : undefined,
  ]);
  return { job, memory, model, gradients, ring, step, evaluation };
}

function stepKernels(parts: Parts, gradients: ParameterSet, ring: View): Kernel[] {
  const { job, memory, model, laneSettings } = parts;
  const { lanes, parameters, activation } = model;
  const { count } = parameters.layout;
  const { optimizer } = job;
  const state = memory.storage('state', 1 + lanes);
  const sums = memory.storage('gradient sums', gradientNormParts(count) * lanes);
  return [
    draw(parts, job.training, state),
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
        lanes: laneSettings,
        state,
        parameters: parameters.view,
        firstMoment: memory.storage('first moment', count * lanes),
        secondMoment: memory.storage('second moment', count * lanes),
      },
      { count, lanes, ...optimizer },
    ),
    advanceStep(state),
  ];
}

async function prepareEvaluation(gpu: Gpu, parts: Parts): Promise<Evaluation> {
  const { job, memory, model } = parts;
  const state = memory.storage('evaluation state', 1);
  const positionSums = memory.storage('position sums', model.lanes * model.shape.context);
  const kernels = [
    draw(parts, { starts: job.validation, shuffled: false }, state),
    ...forward(model),
    lossForward(model),
    sumPositionLosses(model.activation('losses'), positionSums, lossShape(model, RING_STEPS)),
    advanceStep(state),
  ];
  return { program: await Program.prepare(kernels, memory, gpu.pipelines), state, positionSums };
}

function draw(parts: Parts, { starts, shuffled }: Job['training'], state: View): Kernel {
  const { job, memory, model, corpus, laneSettings } = parts;
  const { batch, lanes, shape, activation } = model;
  return drawBatch(
    {
      corpus,
      starts: memory.upload('starts', starts),
      lanes: laneSettings,
      state,
      inputs: activation('inputs'),
      targets: activation('targets'),
    },
    {
      batch,
      context: shape.context,
      windows: starts.length,
      lanes,
      tokenBits: tokenBits(job.tokens),
      shuffled,
    },
  );
}
